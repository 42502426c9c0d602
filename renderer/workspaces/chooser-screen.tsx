import type { Person } from '../firm/firm-state.ts'
import { clientShortcut, keyCap } from '../frame/shortcuts.ts'
import { useRecovery } from '../recovery/recovery-provider.tsx'
import { OperatorsGrants } from '../grants/operators-grants.tsx'
import { useNavigation } from '../navigation.tsx'
import { Button } from '../ui/button.tsx'
import { KeyCap } from '../ui/key-cap.tsx'
import { WorkspaceTile } from '../ui/marks/workspace-tile.tsx'
import styles from './chooser-screen.module.css'
import type { Client } from './clients.ts'
import { useNewClient } from './new-client-provider.tsx'
import { openClient } from './open-client.ts'
import { SampleList } from './sample-list.tsx'

/** No client is open: which one is wanted? */
export function ChooserScreen({ person, clients }: { person: Person; clients: readonly Client[] }) {
  const newClient = useNewClient()
  const { go } = useNavigation()
  const recovery = useRecovery()
  if (person.role === 'operator') return <OperatorsGrants />
  return (
    <div className={styles['screen']}>
      <div className={styles['column']}>
        <h1 className={styles['title']}>Which client?</h1>
        {clients.length === 0 ? (
          <p className={styles['text']}>
            You are not a member of a client yet. An owner can add you to theirs, or you make one.
          </p>
        ) : (
          <ul className={styles['list']}>
            {clients.map((client, index) => {
              const keys = clientShortcut(index)
              return (
                <li key={client.id}>
                  <button type="button" className={styles['client']} onClick={() => openClient(client.id)}>
                    <WorkspaceTile name={client.name} colour={client.colour} state="locked" size="md" />
                    <span className={styles['name']} dir="auto">
                      {client.name}
                    </span>
                    {keys && <KeyCap isBare>{keyCap(keys)}</KeyCap>}
                  </button>
                </li>
              )
            })}
          </ul>
        )}
        {newClient && (
          <div className={styles['actions']}>
            <Button
              size="lg"
              icon="plus"
              variant={clients.length === 0 ? 'primary' : 'secondary'}
              onPress={newClient}
            >
              New client…
            </Button>
            {clients.length > 1 && (
              <Button size="lg" icon="search" onPress={() => go({ kind: 'across' })}>
                Look across clients…
              </Button>
            )}
            {recovery && (
              <Button size="lg" onPress={recovery.bringIn}>
                Bring a client in…
              </Button>
            )}
          </div>
        )}
        <section className={styles['samples']} aria-labelledby="samples">
          <h2 id="samples" className={styles['heading']}>
            Sample clients
          </h2>
          <SampleList clients={clients} />
        </section>
      </div>
    </div>
  )
}
