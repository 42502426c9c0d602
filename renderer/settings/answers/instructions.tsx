import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAction } from '../../models/use-action.ts'
import { NotLoaded } from '../../not-loaded.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { NumberField } from '../../ui/fields/number-field.tsx'
import { TextArea } from '../../ui/fields/text-area.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { showToast } from '../../ui/toast.tsx'
import { useWorkspace } from '../../workspace.tsx'
import styles from '../settings-section.module.css'
import { type AnswerSettings, useInstructions } from './use-instructions.ts'

/** The longest that the contract takes, in UTF-16 code units. */
const mostLength = 4_000

/** Words that go into every prompt of this client. */
export function Instructions() {
  const { data, isPending, error, refetch } = useInstructions()
  if (isPending) return <Skeleton label="Loading the instructions" />
  if (!data)
    return (
      <NotLoaded title="The instructions cannot be shown at the moment" error={error} onTryAgain={refetch} />
    )
  // What is written begins anew from what was saved.
  return <Fields key={`${data.temperature} ${data.instructions}`} saved={data} />
}

function Fields({ saved }: { saved: AnswerSettings }) {
  const { binding, caller, about } = useWorkspace()
  const queries = useQueryClient()
  const [wanted, setWanted] = useState(saved)
  const { isPending, problem, run } = useAction()
  const isOwner = about.role === 'owner'
  const isChanged = wanted.instructions !== saved.instructions || wanted.temperature !== saved.temperature
  const save = async () => {
    const done = await run(async () => await caller.call('instructions.set', wanted))
    if (!done) return
    queries.setQueryData(['instructions.get', binding], wanted)
    showToast({ text: 'Saved. They count from the next question on.' })
  }
  return (
    <div className={styles['group']}>
      <TextArea
        label="Instructions for every answer"
        hint={
          isOwner
            ? 'Such as: answer in British English; give amounts with their currency. The log has what was changed, when and by whom, and how an answer was made shows what it was written with.'
            : 'Only owners can change them.'
        }
        rows={4}
        value={wanted.instructions}
        onChange={(instructions) => setWanted({ ...wanted, instructions })}
        maxLength={mostLength}
        isReadOnly={!isOwner}
      />
      <div className={styles['short']}>
        <NumberField
          label="Freedom in the choice of words"
          hint="0 always takes the likeliest word; 2 hardly minds."
          minValue={0}
          maxValue={2}
          step={0.1}
          value={wanted.temperature}
          onChange={(temperature) => setWanted({ ...wanted, temperature })}
          isDisabled={!isOwner}
        />
      </div>
      {problem !== null && (
        <Banner tone="danger" title="That was not saved" isAlert>
          {problem}
        </Banner>
      )}
      {isOwner && (
        <div className={styles['buttons']}>
          <Button variant="primary" isDisabled={!isChanged} isPending={isPending} onPress={() => void save()}>
            Save instructions
          </Button>
          {isChanged && (
            <Button variant="quiet" onPress={() => setWanted(saved)}>
              Discard changes
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
