#!/usr/bin/env node
'use strict'
require('../bin/launch.cjs')(require('node:path').join(__dirname, 'command', 'bulkhead-verify.ts'))
