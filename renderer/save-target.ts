import type { Saved } from '../core/contract/window.ts'
import { shell } from './api.ts'

/** Asks where to save, outside of this page; null where the person thought better of it. */
export async function chooseTarget(saves: Saved): Promise<string | null> {
  return (await shell.call('target.choose', { saves })).path
}
