import { GroupId, newId, StaffId, WorkspaceId } from '../../core/ids.ts'
import { newAccount } from '../../core/keys/account.ts'
import { newHandoverRecipient, sealHandover } from '../../core/keys/wrap/handover.ts'
import { randomSecret, secretBytes } from '../../core/keys/secret-bytes.ts'
import { openWrap } from '../../core/keys/wrap/wrap.ts'
import { encodeWrapPayload, wipeWrapPayload } from '../../core/keys/wrap/wrap-payload.ts'
import { publicKeyOf } from '../../core/keys/x25519.ts'

/**
 * Does with a workspace key what main and the workspace process do, one step each time the parent asks, so that the parent can look into
 * this process's memory in between. It learns the key only by opening the wrap.
 */
interface Task {
  wrap: Uint8Array
  memberPrivateKey: Uint8Array
  share: Uint8Array
  workspace: string
  member: string
}

let wipe = () => {}
let spell = () => {}
const spelt: string[] = []

/** Secrets are sent masked, or the channel's own buffers would hold them too. */
function unmask(masked: Uint8Array): Uint8Array {
  const bytes = secretBytes(masked.length)
  masked.forEach((byte, index) => (bytes[index] = byte ^ 0xa5))
  return bytes
}

async function unlock(task: Task): Promise<void> {
  const memberPrivateKey = unmask(task.memberPrivateKey)
  const share = unmask(task.share)
  const payload = await openWrap({
    wrap: task.wrap,
    memberPrivateKey,
    share,
    workspace: WorkspaceId.parse(task.workspace),
    member: StaffId.parse(task.member),
    keyVersion: 1,
  })
  const recipient = await newHandoverRecipient()
  const plaintext = encodeWrapPayload(payload)
  const aad = Uint8Array.of(1)
  const { publicKey: recipientPublicKey } = recipient
  const sealed = await sealHandover({
    plaintext,
    recipientPublicKey,
    senderPrivateKey: memberPrivateKey,
    aad,
  })
  const received = await recipient.open({ sealed, senderPublicKey: publicKeyOf(memberPrivateKey), aad })
  spell = () => {
    for (const encoding of ['hex', 'base64'] as const) spelt.push(Buffer.from(payload.key).toString(encoding))
  }
  wipe = () => {
    plaintext.fill(0)
    received.fill(0)
    memberPrivateKey.fill(0)
    share.fill(0)
    wipeWrapPayload(payload)
  }
}

/** What a running app does meanwhile: other keys, other ids, and several collections. */
async function liveOn(): Promise<void> {
  for (let round = 0; round < 5; round++) {
    newAccount()
    randomSecret(32)
    newId(GroupId)
    global.gc?.()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

process.on('message', (message: Task | 'wipe' | 'spell') => {
  void (async () => {
    if (message === 'wipe') wipe()
    else if (message === 'spell') spell()
    else await unlock(message)
    await liveOn()
    process.send?.('done')
  })()
})
