import { buildRenderer } from './build-renderer.ts'
import { buildPrograms } from './build-programs.ts'

/** `npm run build`: screens and programs, each where it is older than its source. */
await buildRenderer(console.log)
await buildPrograms(console.log)
