import { expect, test } from 'vitest'
import { newId, WorkspaceId } from '../../core/ids.ts'
import { formatRecoveryKey, newRecoveryKey, parseRecoveryKey } from '../../core/keys/wrap/recovery-key.ts'
import { openRecovery, sealRecovery } from '../../core/keys/wrap/recovery.ts'
import { randomSecret } from '../../core/keys/secret-bytes.ts'
import { cuts, flips } from './damage.ts'
import { expectRefusal } from './refusal.ts'

const payload = { key: randomSecret(32), name: Buffer.from('शर्मा एंड संस'), colour: 7 }
const recoveryKey = newRecoveryKey()
const workspace = newId(WorkspaceId)
const record = sealRecovery({ payload, recoveryKey, workspace, keyVersion: 2 })
const stored: unknown = JSON.parse(JSON.stringify(record))

test('K3: the recovery sheet alone opens the workspace key, name and colour', () => {
  const typed = parseRecoveryKey(formatRecoveryKey(recoveryKey))
  const opened = openRecovery({ record: stored, recoveryKey: typed, workspace })
  expect(opened.keyVersion).toBe(2)
  expect([...opened.payload.key]).toEqual([...payload.key])
  expect(Buffer.from(opened.payload.name).toString()).toBe('शर्मा एंड संस')
  expect(opened.payload.colour).toBe(7)
})

test('K3: another recovery key is called wrong', async () => {
  for (const wrong of [newRecoveryKey(), ...flips(recoveryKey)]) {
    await expectRefusal(
      () => openRecovery({ record: stored, recoveryKey: wrong, workspace }),
      'wrong-recovery-key',
    )
  }
})

test('K2: a record of another workspace or version, or one that was changed, is refused', async () => {
  const other = newId(WorkspaceId)
  const open = (bad: unknown) => () => openRecovery({ record: bad, recoveryKey, workspace })
  await expectRefusal(() => openRecovery({ record: stored, recoveryKey, workspace: other }), 'tampered-wrap')
  await expectRefusal(
    open({ ...sealRecovery({ payload, recoveryKey, workspace: other, keyVersion: 2 }), workspace }),
    'wrong-recovery-key',
  )
  for (const keyVersion of [1, 3, 0, 1.5, '2'])
    await expectRefusal(open({ ...record, keyVersion }), 'tampered-wrap')
  const sealed = Buffer.from(record.sealed, 'base64')
  for (const bad of [...flips(sealed), ...cuts(sealed)]) {
    await expectRefusal(open({ ...record, sealed: Buffer.from(bad).toString('base64') }), 'tampered-wrap')
  }
  for (const bad of [
    null,
    'x',
    [],
    {},
    { ...record, format: 'bulkhead recovery wrap 2' },
    { ...record, more: 1 },
  ]) {
    await expectRefusal(open(bad), 'tampered-wrap')
  }
})

test('K1: the record holds ids and sealed bytes only, of the same length for every name', () => {
  expect(Object.keys(record)).toEqual(['format', 'workspace', 'keyVersion', 'check', 'sealed'])
  const short = sealRecovery({
    payload: { ...payload, name: Buffer.from('B') },
    recoveryKey,
    workspace,
    keyVersion: 2,
  })
  expect(short.sealed).toHaveLength(record.sealed.length)
})
