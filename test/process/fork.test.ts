import { forkProcess } from '../../core/process/fork.ts'
import { portSuite } from './contract-suite.ts'

portSuite('child_process.fork', forkProcess)
