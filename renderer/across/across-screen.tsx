import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { WorkspaceId } from '../../core/ids.ts'
import { firm } from '../api.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/fields/checkbox.tsx'
import { CheckboxGroup } from '../ui/fields/checkbox-group.tsx'
import { TextField } from '../ui/fields/text-field.tsx'
import { Toolbar } from '../ui/toolbar.tsx'
import type { Client } from '../workspaces/clients.ts'
import styles from './across-screen.module.css'
import { ClientColumn } from './client-column.tsx'
import { useAcross } from './use-across.ts'

const leftKey = ['across.left'] as const

/** One question to several clients: each answers by itself, side by side, and nothing stays when one leaves. */
export function AcrossScreen({ clients }: { clients: readonly Client[] }) {
  const formId = useId()
  const queries = useQueryClient()
  const left = useQuery({
    queryKey: leftKey,
    queryFn: async () => await firm.call('across.left', {}),
    staleTime: 0,
  })
  const { look, begin, stop } = useAcross()
  const [query, setQuery] = useState('')
  const [reason, setReason] = useState('')
  const [chosen, setChosen] = useState<WorkspaceId[]>([])
  const [isConfirmed, setConfirmed] = useState(false)
  const isReady = query.trim() !== '' && reason.trim() !== '' && chosen.length > 0
  const start = async () => {
    await begin(
      chosen.map((workspace) => ({ workspace, confirmed: isConfirmed })),
      { query: query.trim(), reason: reason.trim() },
    )
    await queries.invalidateQueries({ queryKey: leftKey })
  }
  const shown = clients.filter(({ id }) => look.lanes.has(id))
  return (
    <div className={styles['screen']}>
      <Toolbar
        title="Look across clients"
        meta={left.data ? leftWords(left.data) : undefined}
        actions={look.isRunning ? <Button onPress={stop}>Stop</Button> : undefined}
      />
      <div className={styles['scroll']}>
        <form
          id={formId}
          noValidate
          className={styles['form']}
          onSubmit={(event) => {
            event.preventDefault()
            if (isReady && !look.isRunning) void start()
          }}
        >
          <p className={styles['text']}>
            Every client that you choose is opened for a moment, searched as you may search it, and locked
            again. The look and your reason are in the log of each.
          </p>
          <TextField
            label="Search for"
            size="lg"
            icon="search"
            value={query}
            onChange={setQuery}
            maxLength={4_000}
            placeholder="Words, names, amounts"
          />
          <TextField
            label="Why you look across clients"
            size="lg"
            value={reason}
            onChange={setReason}
            maxLength={500}
            placeholder="Conflict check for a new matter"
          />
          <CheckboxGroup
            label="Clients"
            items={clients.map(({ id, name }) => ({ id, label: name }))}
            value={chosen}
            onChange={setChosen}
          />
          <Checkbox isSelected={isConfirmed} onChange={setConfirmed}>
            Where I own a client that asks for consent, I consent to this look
          </Checkbox>
          <div>
            <Button
              size="lg"
              variant="primary"
              type="submit"
              form={formId}
              isPending={look.isRunning}
              isDisabled={!isReady}
            >
              {chosen.length > 1 ? `Search ${chosen.length} clients` : 'Search'}
            </Button>
          </div>
          {look.problem !== null && (
            <Banner tone={look.problem === 'Stopped.' ? 'neutral' : 'danger'} isAlert title={look.problem} />
          )}
        </form>
        {shown.length > 0 && (
          <div className={styles['columns']}>
            {shown.map((client) => (
              <ClientColumn
                key={client.id}
                client={client}
                lane={look.lanes.get(client.id) ?? { kind: 'waiting' }}
                query={look.query}
              />
            ))}
          </div>
        )}
      </div>
    </div>
  )
}

function leftWords({ hour, day }: { hour: number; day: number }): string {
  const left = Math.min(hour, day)
  if (left === 0) return 'No look left for now'
  return left === 1 ? '1 look left this hour' : `${left} looks left this hour`
}
