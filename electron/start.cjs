'use strict'
require('../bin/launch.cjs')(require('node:path').join(__dirname, 'start.ts'))
