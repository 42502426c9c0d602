import { writeSync } from 'node:fs'
import { Home } from '../../core/firm/home.ts'
import { StaffId, WorkspaceId } from '../../core/ids.ts'
import { beforeSteps } from './before-steps.ts'

/**
 * Removes a member, or changes Ana's passphrase where none is named, and kills itself before the durable step of the
 * given number. Prints how many there were where it got to the end.
 */
const [folder = '', workspace = '', member = '', dieBefore = ''] = process.argv.slice(2)
const steps = beforeSteps((step) => {
  if (step === Number(dieBefore)) process.kill(process.pid, 'SIGKILL')
})

const { ana, passphraseOf, signedIn } = await import('./firm-of-two.ts')
const { Attempts } = await import('../../core/firm/attempts.ts')
const { changePassphrase } = await import('../../core/firm/change-passphrase.ts')
const { removeHere } = await import('./removal.ts')
const firm = await signedIn(new Home(folder), ana)
if (member) await removeHere(firm, WorkspaceId.parse(workspace), StaffId.parse(member), () => steps.begin())
else {
  steps.begin()
  await changePassphrase(
    firm,
    { old: passphraseOf(ana), next: passphraseOf('Ana, newly chosen') },
    new Attempts(firm.parts.home),
  )
}
const count = steps.end()
firm.signOut()
writeSync(1, String(count))
