import { existsSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Saved } from '../contract/window.ts'

const kinds: Record<Saved, { name: string; ending: string }> = {
  bundle: { name: 'bulkhead-log', ending: 'zip' },
  receipt: { name: 'bulkhead-receipt', ending: 'txt' },
  'thread-markdown': { name: 'bulkhead-thread', ending: 'md' },
  'thread-docx': { name: 'bulkhead-thread', ending: 'docx' },
  support: { name: 'bulkhead-support', ending: 'zip' },
  certificate: { name: 'bulkhead-certificate', ending: 'txt' },
  backup: { name: 'bulkhead-backup', ending: 'zip' },
}

/**
 * Where something would be saved that nobody has chosen a place for: in the person's downloads, or else at home, under a
 * name that is not taken. The name holds a time and no client's name, since file dialogs and desktops remember it (K1).
 */
export function proposedTarget(
  saves: Saved,
  nowMs: number = Date.now(),
  folder: string = downloads(),
): string {
  const { name, ending } = kinds[saves]
  const time = new Date(nowMs)
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replaceAll(/[-:]/g, '')
  for (let copy = 1; ; copy += 1) {
    const path = join(folder, `${name}-${time}${copy === 1 ? '' : `-${copy}`}.${ending}`)
    if (!existsSync(path)) return path
  }
}

function downloads(): string {
  const folder = join(homedir(), 'Downloads')
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? folder : homedir()
}
