import { flushCompileCache } from 'node:module'
import { parentPort } from '../core/process/parent-port.ts'
import { serveKeeper } from './chromium-main.ts'

/** Entry of main in the Chromium shell. */
serveKeeper(parentPort())
// It is ended by a signal, which leaves no time for it later.
flushCompileCache()
