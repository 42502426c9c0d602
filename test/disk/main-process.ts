import { Home } from '../../core/firm/home.ts'
import type { Firm } from '../../core/firm/firm.ts'
import { bindWorkspace } from '../../core/firm/bind-workspace.ts'
import { newWorkspace } from '../../core/firm/new-workspace.ts'
import { signIn } from '../../core/firm/sign-in.ts'
import { makeWorkspaceFile, openWorkspace, type OpenWorkspace } from '../../core/host/open-workspace.ts'
import { WorkspaceId } from '../../core/ids.ts'
import { forkProcess } from '../../core/process/fork.ts'
import { mask } from './mask.ts'

/**
 * A process that is main and nothing else: it signs in, makes, opens and locks workspaces and has folders imported,
 * as its parent tells it. Passphrase and client names come and go as masked bytes.
 */
export type Order =
  | { order: 'sign-in'; home: string; staff: string | null; passphrase: Uint8Array }
  | { order: 'create'; name: Uint8Array }
  | { order: 'open'; workspace: string }
  | { order: 'import'; workspace: string; paths: string[]; follow: boolean }
  | { order: 'ask'; workspace: string; question: string }
  | { order: 'search'; workspace: string; query: string }
  | { order: 'log'; workspace: string }
  | { order: 'add-group'; workspace: string; name: string }
  | { order: 'lock'; workspace: string }
  | { order: 'sign-out' }
  | { order: 'collect-garbage' }

let firm: Firm | undefined
const open = new Map<string, OpenWorkspace>()

function signedIn(): Firm {
  if (!firm) throw new Error('nobody is signed in')
  return firm
}

function workspaceOf(id: string): OpenWorkspace {
  const workspace = open.get(id)
  if (!workspace) throw new Error('this workspace is not open')
  return workspace
}

async function obey(order: Order): Promise<unknown> {
  switch (order.order) {
    case 'sign-in':
      firm = await signIn(new Home(order.home), { staff: order.staff, passphrase: mask(order.passphrase) })
      break
    case 'create': {
      const { binding, register } = newWorkspace(signedIn(), { name: mask(order.name), colour: 1 })
      await makeWorkspaceFile(binding, { start: forkProcess })
      const { recoveryKey } = await register()
      const masked = mask(recoveryKey)
      recoveryKey.fill(0)
      return { workspace: binding.workspace, recoveryKey: masked }
    }
    case 'open': {
      const binding = bindWorkspace(signedIn(), WorkspaceId.parse(order.workspace))
      const workspace = await openWorkspace(binding, { start: forkProcess })
      open.set(order.workspace, workspace)
      return { pid: workspace.pid }
    }
    case 'import': {
      const workspace = workspaceOf(order.workspace)
      await workspace.offer(order.paths)
      const follow = { onEvent: (event: string, payload: object) => process.send?.({ event, payload }) }
      return await workspace.caller.call(
        'documents.import',
        { paths: order.paths },
        order.follow ? follow : {},
      )
    }
    case 'ask':
      return await workspaceOf(order.workspace).caller.call('ask', { question: order.question })
    case 'search':
      return await workspaceOf(order.workspace).caller.call('search', { query: order.query })
    case 'log':
      return await workspaceOf(order.workspace).caller.call('log.list', {})
    case 'add-group':
      return await workspaceOf(order.workspace).caller.call('groups.add', { name: order.name })
    case 'lock':
      await workspaceOf(order.workspace).lock()
      break
    case 'sign-out':
      signedIn().signOut()
      firm = undefined
      open.clear()
      break
    case 'collect-garbage':
      for (let round = 0; round < 5; round++) {
        global.gc?.()
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
  }
  return null
}

process.on('message', ({ id, order }: { id: number; order: Order }) => {
  obey(order).then(
    (value) => process.send?.({ id, value }),
    (error: unknown) => process.send?.({ id, failed: String(error) }),
  )
})
