import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { firm } from '../../api.ts'
import { useFirmState } from '../../firm/firm-state.ts'
import { staffKey, useStaff } from '../../firm/staff.ts'
import { lockNow } from '../../frame/actions.ts'
import { sentenceOf } from '../../problem.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Avatar } from '../../ui/marks/avatar.tsx'
import { ConfirmDialog } from '../../ui/overlays/confirm-dialog.tsx'
import { MenuIconButton } from '../../ui/overlays/menu.tsx'
import { showToast } from '../../ui/toast.tsx'
import { SettingsSection } from '../settings-section.tsx'
import { AddPersonDialog } from './add-person-dialog.tsx'
import { ChangePassphraseDialog } from './change-passphrase-dialog.tsx'
import styles from './people-section.module.css'

type Account = NonNullable<ReturnType<typeof useStaff>['data']>[number]
type Shown = 'add' | 'passphrase' | null

/** Everybody who has an account in this firm, and what can be done about it. */
export function PeopleSection() {
  const queries = useQueryClient()
  const staff = useStaff()
  const state = useFirmState().data
  const [shown, setShown] = useState<Shown>(null)
  const [leaving, setLeaving] = useState<Account | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const you = state?.signedIn
  const isStaff = you?.role === 'staff'
  const hasPassphrase = state?.login !== 'computer'

  async function act(method: 'staff.suspend' | 'staff.restore' | 'staff.remove', { id, name }: Account) {
    setProblem(null)
    try {
      await firm.call(method, { staff: id })
      showToast({ text: `${name}: ${done[method]}` })
      setLeaving(null)
    } catch (error) {
      setProblem(sentenceOf(error))
    } finally {
      await queries.invalidateQueries({ queryKey: staffKey })
    }
  }

  return (
    <SettingsSection
      title="People"
      text="Who has an account here. What they may open is decided in each client."
    >
      <ul className={styles['list']}>
        {staff.data?.map((account) => (
          <li key={account.id} className={styles['person']}>
            <Avatar name={account.name} />
            <span className={styles['name']} dir="auto">
              {account.name}
            </span>
            <span className={styles['role']}>{stateWords(account, account.id === you?.id)}</span>
            {isStaff && account.id !== you?.id && (
              <span className={styles['menu']}>
                <MenuIconButton
                  size="sm"
                  label={`Change the account of ${account.name}`}
                  items={[
                    account.isSuspended
                      ? {
                          id: 'restore',
                          label: 'Let them in again',
                          onAction: () => void act('staff.restore', account),
                        }
                      : {
                          id: 'suspend',
                          label: 'Suspend',
                          description: 'Shuts them out at once; can be undone.',
                          onAction: () => void act('staff.suspend', account),
                        },
                    {
                      id: 'remove',
                      label: 'Remove the account…',
                      icon: 'trash',
                      isDanger: true,
                      onAction: () => {
                        setProblem(null)
                        setLeaving(account)
                      },
                    },
                  ]}
                />
              </span>
            )}
          </li>
        ))}
      </ul>
      {problem !== null && leaving === null && (
        <Banner tone="danger" isAlert title="That was not done">
          {problem}
        </Banner>
      )}
      <div className={styles['buttons']}>
        {isStaff && (
          <Button icon="user-plus" isDisabled={!hasPassphrase} onPress={() => setShown('add')}>
            Add a person…
          </Button>
        )}
        <Button onPress={() => setShown('passphrase')}>
          {hasPassphrase ? 'Change your passphrase…' : 'Set a passphrase…'}
        </Button>
        <Button icon="log-out" onPress={lockNow}>
          Sign out, or let somebody else in
        </Button>
      </div>
      {!isStaff && <p className={styles['note']}>Only staff add people and shut accounts.</p>}
      {isStaff && !hasPassphrase && (
        <p className={styles['note']}>
          This computer’s login opens your account, which is for a firm of one. Set a passphrase before you
          add somebody.
        </p>
      )}
      {shown === 'add' && <AddPersonDialog onClose={() => setShown(null)} />}
      {shown === 'passphrase' && you && (
        <ChangePassphraseDialog person={you} hasOne={hasPassphrase} onClose={() => setShown(null)} />
      )}
      <ConfirmDialog
        title={<bdi>Remove the account of {leaving?.name}?</bdi>}
        isOpen={leaving !== null}
        onClose={() => {
          setProblem(null)
          setLeaving(null)
        }}
        confirmLabel="Remove the account"
        error={problem}
        onConfirm={() => {
          if (leaving) void act('staff.remove', leaving)
        }}
      >
        {leaving && leaving.memberships > 0 ? (
          <p>
            {leaving.name} is still a member of{' '}
            {leaving.memberships === 1 ? 'a client' : `${leaving.memberships} clients`}, so the account stays.
            Remove them there first, under People: each client then gets a new key. To shut them out at once,
            suspend the account.
          </p>
        ) : (
          <p>Its key is destroyed: the passphrase opens nothing any more. What they did stays in the log.</p>
        )}
      </ConfirmDialog>
    </SettingsSection>
  )
}

const done = {
  'staff.suspend': 'suspended',
  'staff.restore': 'can sign in again',
  'staff.remove': 'account removed',
} as const

function stateWords({ role, isSuspended }: Account, isYou: boolean): string {
  return [isYou && 'You', role === 'operator' && 'Operator', isSuspended && 'Suspended']
    .filter(Boolean)
    .join(', ')
}
