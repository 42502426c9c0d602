#!/usr/bin/env node
'use strict'
require('./launch.cjs')(require('node:path').join(__dirname, 'bulkhead.ts'))
