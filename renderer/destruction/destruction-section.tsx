import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { firmContract } from '../../core/contract/firm.ts'
import type { OutputOf } from '../../core/contract/method.ts'
import { firm } from '../api.ts'
import { sentenceOf } from '../problem.ts'
import { SavingNote, useSaving } from '../saving.tsx'
import { SettingsSection } from '../settings/settings-section.tsx'
import styles from '../settings/settings-section.module.css'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import type { Client } from '../workspaces/clients.ts'
import { useDestruction } from './destruction-provider.tsx'
import { remainsWords } from './remains-words.ts'

type Destruction = OutputOf<(typeof firmContract)['destructions.list']>['destructions'][number]

const listKey = ['destructions.list'] as const

/** Destroying the client that is open, and what came of those that were destroyed. */
export function DestructionSection({ client, isOwner }: { client: Client | null; isOwner: boolean }) {
  const begin = useDestruction()
  const list = useQuery({
    queryKey: listKey,
    queryFn: async () => (await firm.call('destructions.list', {})).destructions,
    enabled: begin !== null,
    staleTime: 0,
  })
  const destructions = list.data ?? []
  if (!begin || (!client && destructions.length === 0)) return null
  return (
    <SettingsSection
      title="Destruction"
      text="For a mandate that has ended: keys and files go, and a certificate says so."
    >
      {client && (
        <div className={styles['group']}>
          <p>
            <b dir="auto">{client.name}</b>
          </p>
          <div>
            <Button variant="danger" isDisabled={!isOwner} onPress={() => begin(client)}>
              Destroy this client…
            </Button>
          </div>
          <p className={styles['note']}>
            {isOwner ? 'It asks before it does anything.' : 'Only owners can destroy a client.'}
          </p>
        </div>
      )}
      {destructions.map((one) => (
        <Row key={one.destruction} one={one} />
      ))}
    </SettingsSection>
  )
}

function Row({ one }: { one: Destruction }) {
  const { destruction, number, by, endedMs, remaining } = one
  const queries = useQueryClient()
  const { saving, save } = useSaving('certificate')
  const [problem, setProblem] = useState<string | null>(null)

  async function goOn() {
    setProblem(null)
    try {
      await firm.call('destructions.goOn', { destruction })
      await queries.invalidateQueries({ queryKey: listKey })
    } catch (error) {
      setProblem(sentenceOf(error))
    }
  }

  return (
    <div className={styles['group']}>
      {endedMs === null ? (
        <Banner
          tone="warn"
          title={`Client ${number} is not gone yet`}
          actions={<Button onPress={() => void goOn()}>Try again</Button>}
        >
          {remainsWords(remaining)}
        </Banner>
      ) : (
        <>
          <p>
            Client {number}, destroyed on {day(endedMs)} by <bdi>{by}</bdi>
          </p>
          <div>
            <Button
              isPending={saving.kind === 'saving'}
              onPress={() =>
                void save(async (target) => {
                  const { certificate } = await firm.call('destructions.certificate', { destruction })
                  return (await firm.call('destructions.saveCertificate', { certificate, target })).path
                })
              }
            >
              Save certificate…
            </Button>
          </div>
          <SavingNote saving={saving} />
        </>
      )}
      {problem !== null && (
        <Banner tone="danger" title="It did not work out" isAlert>
          {problem}
        </Banner>
      )}
    </div>
  )
}

function day(timeMs: number): string {
  return new Date(timeMs).toLocaleDateString(undefined, { dateStyle: 'long' })
}
