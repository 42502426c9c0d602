'use strict'
// Old syntax on purpose, as in launch.cjs.
var fs = require('node:fs')
var path = require('node:path')

/**
 * The built form of a program, which starts in about half of the time; null where there is none, and where one of the files
 * that it was built from has changed since, so that nobody runs what is no longer written.
 */
module.exports = function builtProgram(root, name) {
  var folder = path.join(root, 'dist', 'programs')
  var list = path.join(folder, 'built-from.json')
  var program = path.join(folder, name + '.js')
  try {
    var builtMs = fs.statSync(list).mtimeMs
    var isOld = JSON.parse(fs.readFileSync(list, 'utf8')).some(function (file) {
      return fs.statSync(path.join(root, file)).mtimeMs > builtMs
    })
    return isOld || !fs.existsSync(program) ? null : program
  } catch {
    // Nothing was built, or a file of it is gone.
    return null
  }
}
