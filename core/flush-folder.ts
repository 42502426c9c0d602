import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Makes what was renamed or removed in a folder durable. Windows has no such call and does not need one. */
export function flushFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
