import { flushCompileCache } from 'node:module'
import { type FromWorkspace, ToWorkspace } from '../contract/binding.ts'
import type { z } from 'zod'
import { Caller } from '../contract/caller.ts'
import { deskContract } from '../contract/desk.ts'
import { BulkheadError } from '../errors.ts'
import { newHandoverRecipient } from '../keys/wrap/handover.ts'
import { handoverContext } from '../keys/wrap/handover-context.ts'
import { decodeWrapPayloads, type WrapPayload, wipeWrapPayload } from '../keys/wrap/wrap-payload.ts'
import { splitPort } from '../process/channel.ts'
import { forkProcess } from '../process/fork.ts'
import { parentPort } from '../process/parent-port.ts'
import { createWorkspace } from '../workspace/create-workspace.ts'
import { settleKey } from '../workspace/settle-key.ts'
import { ExtractorsOfMain } from './extractors-of-main.ts'
import { openSession, type Session } from './session.ts'

/**
 * Entry of the workspace process. It serves exactly one workspace, the one that main hands it a key for, and ends with
 * it: there is no way to give it a second (S3).
 */
const parent = parentPort()
const { control, client, desk, leadClient } = splitPort(parent)
const main = new Caller(desk, deskContract, {})
const extractors = new ExtractorsOfMain(control)
parent.onHandOver?.((purpose, port) => {
  if (purpose.for === 'client') leadClient(port)
  else if (purpose.for === 'extractor') extractors.connect(purpose.id, port)
})
/** Under Electron main alone starts processes. */
const startExtractor = parent.onHandOver ? extractors.start : forkProcess
const recipient = await newHandoverRecipient()
let session: Session | null = null
let firstSignature: PromiseWithResolvers<void> | null = null
let keyChanged: PromiseWithResolvers<void> | null = null

control.onMessage((message) => {
  void receive(ToWorkspace.parse(message)).catch((error: unknown) => {
    const known = error instanceof BulkheadError
    say({
      kind: 'failed',
      code: known ? error.code : 'internal',
      message: known ? error.message : 'Something went wrong inside Bulkhead while it opened this workspace.',
    })
  })
})
say({ kind: 'ready', publicKey: recipient.publicKey })
// It is ended by a signal, which leaves no time for it later.
flushCompileCache()

async function receive(message: z.infer<typeof ToWorkspace>): Promise<void> {
  switch (message.kind) {
    case 'create': {
      const [payload] = await openHandover(message)
      try {
        const { size, root } = createWorkspace({
          file: message.file,
          key: payload.key,
          id: message.workspace,
          name: new TextDecoder().decode(payload.name),
          colour: payload.colour,
          owner: { id: message.member, name: message.memberName, publicKey: message.memberPublicKey },
        })
        firstSignature = Promise.withResolvers()
        say({ kind: 'sign', size, root, previousSize: 0, consistency: [], fork: false })
        await firstSignature.promise
      } finally {
        wipeWrapPayload(payload)
      }
      return say({ kind: 'created' })
    }
    case 'open': {
      const [payload, next] = await openHandover(message)
      try {
        const key = next && (await settled(message, payload, next)) ? next.key : payload.key
        session = await openSession({
          message,
          key,
          control,
          client,
          desk: main,
          startExtractor,
          say,
        })
      } finally {
        wipeWrapPayload(payload)
        if (next) wipeWrapPayload(next)
      }
      return
    }
    case 'close': {
      await session?.close()
      return say({ kind: 'closed' })
    }
    case 'offer':
      session?.offer(message.paths)
      return say({ kind: 'offered', id: message.id })
    case 'key-changed':
      return keyChanged?.resolve()
    case 'key-prepared':
    case 'key-not-prepared':
      return session?.receiveKey(message)
    case 'list-members': {
      const members = session?.members() ?? []
      return say({
        kind: 'members',
        id: message.id,
        members: members.map(({ id, publicKey }) => ({ id, publicKey })),
      })
    }
    case 'list-written':
      return say({ kind: 'written', id: message.id, written: session?.written() ?? [] })
    case 'models':
      return session?.lend(message.models)
    case 'extractor-ended':
      return extractors.ended(message.id)
    case 'offer-target':
      session?.offerTarget(message.path)
      return say({ kind: 'offered', id: message.id })
    case 'act':
      return await admitAct(message)
    case 'names':
      return session?.receiveNames(message)
    case 'release-file':
      return session?.releaseFile()
    case 'signed':
      firstSignature?.resolve()
      return session?.receiveSignature(message)
    case 'not-signed':
      firstSignature?.reject(new BulkheadError('log-unwritable', 'The new log could not be signed.'))
      return session?.receiveSignature(message)
  }
}

async function admitAct({ id, act }: Extract<z.infer<typeof ToWorkspace>, { kind: 'act' }>): Promise<void> {
  try {
    if (!session) throw new BulkheadError('locked', 'This workspace is locked. Open it first.')
    await session.act(act)
    say({ kind: 'acted', id })
  } catch (error) {
    const { code, message } =
      error instanceof BulkheadError
        ? error
        : new BulkheadError('internal', 'Something went wrong inside Bulkhead. Nothing was lost.')
    say({ kind: 'not-acted', id, code, message })
  }
}

/** Whether the file has its next key. Nothing is read or written in it before main knows. */
async function settled(
  { file, nextKeyVersion }: Extract<z.infer<typeof ToWorkspace>, { kind: 'open' }>,
  { key }: WrapPayload,
  next: WrapPayload,
): Promise<boolean> {
  if (nextKeyVersion === null) return false
  if (!settleKey({ file, key, next: { key: next.key, version: nextKeyVersion } })) return false
  keyChanged = Promise.withResolvers()
  say({ kind: 'key-changed' })
  await keyChanged.promise
  return true
}

async function openHandover(message: Extract<z.infer<typeof ToWorkspace>, { kind: 'create' | 'open' }>) {
  const plaintext = await recipient.open({
    sealed: message.handover,
    senderPublicKey: message.memberPublicKey,
    aad: handoverContext(message.workspace, message.member),
  })
  try {
    return decodeWrapPayloads(plaintext)
  } finally {
    plaintext.fill(0)
  }
}

function say(message: z.input<typeof FromWorkspace>): void {
  control.send(message)
}
