import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type AcrossQuestion, AcrossResult } from '../../core/contract/across.ts'
import type { SearchHit } from '../../core/contract/workspace/search.ts'
import type { WorkspaceId } from '../../core/ids.ts'
import { firm } from '../api.ts'
import { codeOf, sentenceOf } from '../problem.ts'

export type Lane =
  | { kind: 'waiting' | 'opening' | 'searching' }
  | { kind: 'found'; hits: SearchHit[] }
  | { kind: 'refused'; sentence: string }

export interface Look {
  isRunning: boolean
  query: string
  lanes: ReadonlyMap<WorkspaceId, Lane>
  /** Why the look as a whole did not come about. */
  problem: string | null
}

const noLook: Look = { isRunning: false, query: '', lanes: new Map(), problem: null }

/**
 * Looks across workspaces. The question is sealed to each process and each answer to this page; both stay in this
 * component's state, which goes with the screen.
 */
export function useAcross() {
  const [look, setLook] = useState<Look>(noLook)
  const stopper = useRef<AbortController | null>(null)
  const stop = useCallback(() => stopper.current?.abort(), [])
  useEffect(() => stop, [stop])

  const begin = useCallback(
    async (workspaces: { workspace: WorkspaceId; confirmed: boolean }[], question: AcrossQuestion) => {
      const own = new AbortController()
      stopper.current = own
      const become = (workspace: WorkspaceId, lane: Lane) =>
        setLook((before) => ({ ...before, lanes: new Map(before.lanes).set(workspace, lane) }))
      setLook({
        isRunning: true,
        query: question.query,
        lanes: new Map(workspaces.map(({ workspace }) => [workspace, { kind: 'waiting' }])),
        problem: null,
      })
      const identity = await generateX25519Identity()
      const opening: Promise<void>[] = []
      let problem: string | null = null
      try {
        await firm.call(
          'across.search',
          { workspaces, recipient: await identityToRecipient(identity) },
          {
            signal: own.signal,
            onEvent(event, said) {
              if (event === 'across.opening') become(said.workspace, { kind: 'opening' })
              else if (event === 'across.refused')
                become(said.workspace, { kind: 'refused', sentence: said.message })
              else if (event === 'across.ready') {
                become(said.workspace, { kind: 'searching' })
                opening.push(
                  sealTo(said.recipient, question).then(async (sealed) => {
                    const { look: id, workspace } = said
                    await firm.call('across.ask', { look: id, workspace, sealed })
                  }),
                )
              } else if (event === 'across.found')
                opening.push(
                  openWith(identity, said.sealed).then(({ hits }) =>
                    become(said.workspace, { kind: 'found', hits }),
                  ),
                )
            },
          },
        )
        await Promise.all(opening)
      } catch (error) {
        problem = codeOf(error) === 'cancelled' ? 'Stopped.' : sentenceOf(error)
      }
      setLook((before) => ({
        ...before,
        isRunning: false,
        problem,
        lanes: new Map(
          [...before.lanes].map(([id, lane]) => [
            id,
            lane.kind === 'found' || lane.kind === 'refused'
              ? lane
              : { kind: 'refused', sentence: problem ?? 'This client was not looked at.' },
          ]),
        ),
      }))
    },
    [],
  )
  return { look, begin, stop }
}

async function sealTo(recipient: string, question: AcrossQuestion): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  return await encrypter.encrypt(JSON.stringify(question))
}

async function openWith(identity: string, sealed: Uint8Array): Promise<AcrossResult> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  return AcrossResult.parse(JSON.parse(await decrypter.decrypt(sealed, 'text')))
}
