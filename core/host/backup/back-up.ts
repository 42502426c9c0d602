import { existsSync, readFileSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { BulkheadError } from '../../errors.ts'
import { OutputFile } from '../../export/output-file.ts'
import { StoredZip } from '../../export/stored-zip.ts'
import { anchorNote } from '../../firm/anchor.ts'
import type { Firm } from '../../firm/firm.ts'
import type { CopyOptions } from '../../firm/recover-workspace.ts'
import { keyVersionOf, wrapsOf } from '../../firm/wraps.ts'
import type { WorkspaceId } from '../../ids.ts'
import { backupFormat, type Manifest, memberNames } from './backup-file.ts'
import { pieces } from './pieces.ts'
import { actorOf } from '../../firm/actor-of.ts'
import { stopped } from '../stopped.ts'

/** What a zip without extensions can hold, with room for the other members. */
const mostBytes = 0xffff_ffff - 16 * 1024 * 1024

/**
 * Writes one file from which a workspace can be restored, here or with its recovery sheet elsewhere: its encrypted file
 * byte by byte, with its log in it, what its sheet opens, and the wraps of its members. The workspace holds its file
 * still meanwhile. It is there whole or not at all.
 *
 * @throws BulkheadError `already-exists`, `cancelled`, `disk-full`, `not-writable`
 */
export async function backUp(
  firm: Firm,
  workspace: WorkspaceId,
  target: string,
  copying: CopyOptions,
): Promise<{ bytes: number }> {
  const { home, log, staff } = firm.parts
  if (existsSync(target))
    throw new BulkheadError('already-exists', 'There is a file of that name already. Choose another.')
  const names = memberNames(workspace)
  const source = home.workspaceFile(workspace)
  const { size } = statSync(source)
  if (size > mostBytes)
    throw new BulkheadError(
      'bad-input',
      'A backup holds at most 4 GB, and this client comes to more. Lock it and copy its two files from Bulkhead’s folder.',
    )
  const note = anchorNote(firm, workspace)
  if (note === null)
    throw new BulkheadError('log-unwritable', 'The log was never signed, so no backup was made.')
  const output = new OutputFile(target)
  try {
    const zip = new StoredZip(output)
    zip.add(names.readme, readme(workspace))
    const file = await copyInto(zip, names.file, source, size, copying)
    const recovery = zip.add(names.recovery, readFileSync(home.recoveryFile(workspace), 'utf8'))
    const manifest: Manifest = {
      format: backupFormat,
      workspace,
      keyVersion: keyVersionOf(firm, workspace),
      madeMs: Date.now(),
      anchorNote: note,
      file,
      recovery,
      wraps: wrapsOf(firm, workspace),
    }
    zip.add(names.manifest, `${JSON.stringify(manifest, null, 2)}\n`)
    zip.end()
    const { bytes } = output
    if (copying.signal?.aborted) throw stopped()
    log.record({
      type: 'backup.made',
      actor: actorOf(staff),
      outcome: 'done',
      about: { workspace },
      sealed: {},
    })
    output.finish()
    return { bytes }
  } catch (error) {
    output.discard()
    throw error
  }
}

async function copyInto(
  zip: StoredZip,
  name: string,
  source: string,
  size: number,
  { signal, onProgress }: CopyOptions,
) {
  const member = zip.begin(name)
  const input = await open(source, 'r')
  try {
    let done = 0
    for await (const piece of pieces(input, 0, size, signal)) {
      member.write(piece)
      done += piece.length
      onProgress?.(done, size)
    }
    return member.end()
  } finally {
    await input.close()
  }
}

function readme(workspace: WorkspaceId): string {
  return `A backup of one client, made by Bulkhead. All that is the client's in it is encrypted.

In the firm that made it: Settings, "Go back to a backup", or "bulkhead restore" with this file.
Elsewhere: "Bring a client in", or "bulkhead recover", with this file and the client's recovery sheet.
By hand: take ${workspace}.bulkhead and
${workspace}.recovery.json out of it, into one folder, and use the first.
`
}
