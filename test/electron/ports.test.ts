import { utilityProcessStarter } from '../../electron/ports.ts'
import { portSuite } from '../process/contract-suite.ts'
import { MessageChannelDouble } from './port-double.ts'
import { utilityDouble } from './utility-double.ts'

portSuite('utilityProcess (double)', utilityProcessStarter(utilityDouble, MessageChannelDouble))
