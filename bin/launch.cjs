'use strict'
// Nobody else listens to this signal then, and Node opens no debugger port at it; a Node that is too old for the flag
// below stays as the parent of the one that works.
process.on('SIGUSR1', function () {})

// Old syntax on purpose: a Node that is too old must reach the sentence below instead of failing to parse.
var path = require('node:path')
var builtProgram = require('./built-program.cjs')

/** Goes on with a TypeScript file, or what it was built to, under a Node that runs it, with the debugger's signal off. */
module.exports = function launch(source) {
  var entry = builtProgram(path.join(__dirname, '..'), path.parse(source).name) || source
  var options = ['--disable-sigusr1', '--disable-warning=ExperimentalWarning', entry].concat(
    process.argv.slice(2),
  )
  // What Node compiled of the program's own code serves the next process, which starts in half the time.
  var environment = Object.assign(
    { NODE_COMPILE_CACHE: path.join(__dirname, '..', 'node_modules', '.cache', 'bulkhead') },
    process.env,
  )
  var major = Number(process.versions.node.split('.')[0])

  if (major >= 24) {
    // The same process goes on with the debugger's signal off.
    process.execve(process.execPath, [process.execPath].concat(options), environment)
  }

  var bundled = null
  try {
    var folder = 'node-' + (process.platform === 'win32' ? 'win' : process.platform) + '-' + process.arch
    var manifest = require.resolve(folder + '/package.json')
    bundled = path.join(path.dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  } catch {
    // No Node came as a package for this system.
  }
  if (bundled === null) {
    console.error(
      'Bulkhead needs Node 24 or newer; this is Node ' +
        process.versions.node +
        '. Install Node 24 and try again.',
    )
    process.exit(1)
  }
  var child = require('node:child_process').spawn(bundled, options, {
    stdio: 'inherit',
    env: environment,
  })
  ;['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(function (signal) {
    process.on(signal, function () {
      // A terminal sends Ctrl+C to both; only a signal meant for this process alone has to be handed on.
      if (signal !== 'SIGINT') child.kill(signal)
    })
  })
  child.on('exit', function (code, signal) {
    process.exit(code === null ? (signal === 'SIGINT' ? 130 : 1) : code)
  })
}
