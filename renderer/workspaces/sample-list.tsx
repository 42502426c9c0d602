import { useState } from 'react'
import { Banner } from '../ui/banner.tsx'
import { Busy } from '../ui/busy.tsx'
import { WorkspaceTile } from '../ui/marks/workspace-tile.tsx'
import { sentenceOf } from '../problem.ts'
import type { Client } from './clients.ts'
import { makeSampleClient, sameName } from './new-client.ts'
import { openClient } from './open-client.ts'
import styles from './sample-list.module.css'
import { type Sample, useSamples } from './samples.ts'

/** Invented clients that come with the app: one click makes one, opens it and brings its documents in. */
export function SampleList({ clients }: { clients: readonly Client[] }) {
  const samples = useSamples()
  const [making, setMaking] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  async function choose(sample: Sample, known: Client | undefined) {
    if (making !== null) return
    if (known) return openClient(known.id)
    setMaking(sample.id)
    setProblem(null)
    try {
      openClient(await makeSampleClient(sample))
    } catch (error) {
      setMaking(null)
      setProblem(sentenceOf(error))
    }
  }

  return (
    <>
      <ul className={styles['list']}>
        {samples.data?.map((sample) => {
          const known = clients.find(({ name }) => sameName(name, sample.name))
          return (
            <li key={sample.id}>
              <button type="button" className={styles['sample']} onClick={() => void choose(sample, known)}>
                <WorkspaceTile name={sample.name} colour={sample.colour} state="locked" size="md" />
                <span className={styles['words']}>
                  <span className={styles['name']} dir="auto">
                    {sample.name}
                  </span>
                  <span className={styles['about']}>
                    {sample.about} {sample.documents} documents.
                  </span>
                </span>
                <span className={styles['do']}>
                  {making === sample.id ? (
                    <>
                      <Busy />
                      Making…
                    </>
                  ) : (
                    ((known && 'Open') ?? 'Try')
                  )}
                </span>
              </button>
            </li>
          )
        })}
      </ul>
      {problem !== null && (
        <Banner tone="danger" title="The sample was not made" isAlert>
          {problem}
        </Banner>
      )}
    </>
  )
}
