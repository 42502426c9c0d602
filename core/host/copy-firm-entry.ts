import type { FirmEntry } from '../contract/desk.ts'
import type { Writer } from '../workspace/writer.ts'

/** Takes over what the firm's log says of this workspace, with its place there (A4). */
export function copyFirmEntry(writer: Writer, entry: FirmEntry): void {
  switch (entry.type) {
    case 'unlock.refused':
      writer.record({ type: 'workspace.refused', outcome: 'refused', about: entry.about, sealed: {} })
      return
    case 'grant.asked':
      writer.record({
        type: entry.type,
        outcome: 'done',
        about: entry.about,
        sealed: { reason: entry.reason },
      })
      return
    case 'grant.looked':
      writer.record({
        type: entry.type,
        outcome: entry.isRefused ? 'refused' : 'done',
        about: entry.about,
        sealed: {},
      })
      return
    case 'grant.withdrawn':
    case 'grant.expired':
      writer.record({ type: entry.type, outcome: 'done', about: entry.about, sealed: {} })
      return
    case 'across.refused':
      writer.record({ type: entry.type, outcome: 'refused', about: entry.about, sealed: {} })
  }
}
