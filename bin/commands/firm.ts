import { type Command, Option } from 'commander'
import { BulkheadError } from '../../core/errors.ts'
import { StaffRole } from '../../core/roles.ts'
import { withHints } from '../hints.ts'
import { Output } from '../output.ts'
import { choosePassphrase } from '../passphrase.ts'
import { type GlobalOptions, homeOf, withMain } from '../session.ts'
import { signedIn } from './signed-in.ts'

interface InitOptions {
  name: string
  staff: string
  keyStore: 'keychain' | 'passphrase'
  login?: boolean
}

export function addFirm(program: Command): void {
  const firm = program.command('firm').description('the installation and its staff')

  firm
    .command('init')
    .description('set up a firm in an empty folder, with the first account')
    .requiredOption('--name <name>', 'name of the firm')
    .requiredOption('--staff <name>', 'your name')
    .addOption(
      new Option('--key-store <kind>', 'where the keys are kept')
        .choices(['keychain', 'passphrase'])
        .default('keychain'),
    )
    .option(
      '--login',
      'unlock with this computer’s login instead of a passphrase (keychain only, a firm of one)',
    )
    .action(async ({ name, staff, keyStore, login }: InitOptions) => {
      const global = program.opts<GlobalOptions>()
      const output = new Output(global.json ?? false)
      await withMain(homeOf(global), async ({ main }) => {
        const passphrase = login ? null : await choosePassphrase('Choose a passphrase')
        const created = await withHints(
          {
            'already-exists':
              'Another folder is named with --home; workspaces come over with "bulkhead recover".',
          },
          async () => await main.call('firm.create', { name, staff, keyStore, passphrase }),
        )
        output.result({ ...created, keyStore }, () => [
          `The firm is set up. Its keys are in ${keyStore === 'keychain' ? 'this computer’s keychain' : 'a file that your passphrase opens (passphrase-only key store)'}.`,
          'Next: bulkhead workspace create CLIENT',
        ])
      })
    })

  firm
    .command('set-aside')
    .description(
      'put a firm aside whose keys are gone, so that another can be set up here; nothing is deleted',
    )
    .action(async () => {
      const global = program.opts<GlobalOptions>()
      const output = new Output(global.json ?? false)
      await withMain(homeOf(global), async ({ main }) => {
        await main.call('firm.setAside', {})
        output.result({ setAside: true }, () => [
          'The firm is put aside in the folder "earlier"; nothing was deleted.',
          'Next: bulkhead firm init, then "bulkhead recover" once for each client, with its recovery sheet.',
        ])
      })
    })

  firm
    .command('add-staff')
    .description('add an account; its passphrase is asked for, or taken from BULKHEAD_NEW_PASSPHRASE')
    .argument('<name>')
    .addOption(
      new Option('--role <role>', 'operator: maintains the installation, is a member nowhere')
        .choices(StaffRole.options)
        .default('staff'),
    )
    .action(async (name: string, { role }: { role: StaffRole }) => {
      await signedIn(program, async ({ main }, output) => {
        const passphrase = await choosePassphrase('Passphrase of the new account', 'BULKHEAD_NEW_PASSPHRASE')
        const staff = await main.call('staff.add', { name, role, passphrase })
        output.result({ staff: staff.id, name: staff.name, role: staff.role }, () => [
          'The account is added. Put the person into a workspace with: bulkhead member add WORKSPACE NAME',
        ])
      })
    })

  firm
    .command('staff')
    .description('the accounts here')
    .action(async () => {
      await signedIn(program, async ({ main }, output) => {
        const listed = await main.call('staff.list', {})
        const staff = listed.staff.map(({ publicKey: _publicKey, ...one }) => one)
        output.result({ staff }, () =>
          staff.map(({ name, role, isSuspended }) => `${name}  ${role}${isSuspended ? ', suspended' : ''}`),
        )
      })
    })

  for (const { verb, method, description, done } of accountActs)
    firm
      .command(verb)
      .description(description)
      .argument('<name>')
      .action(async (name: string) => {
        await signedIn(program, async ({ main }, output) => {
          const { staff } = await main.call('staff.list', {})
          const found = staff.find((one) => one.name === name)
          if (!found) throw new BulkheadError('not-found', 'Nobody of that name has an account here.')
          await main.call(method, { staff: found.id })
          output.result({ staff: found.id }, () => [`${found.name}: ${done}`])
        })
      })

  firm
    .command('passphrase')
    .description('change your own; the new one is asked for, or taken from BULKHEAD_NEW_PASSPHRASE')
    .action(async () => {
      const global = program.opts<GlobalOptions>()
      const output = new Output(global.json ?? false)
      await withMain(homeOf(global), async (session) => {
        const old = await session.passphrase()
        await session.signIn(global, old && old.slice())
        const next = await choosePassphrase('New passphrase', 'BULKHEAD_NEW_PASSPHRASE')
        await session.main.call('staff.changePassphrase', { old, next })
        output.result({ changed: true }, () => [
          'Your passphrase is changed. The old one opens nothing any more.',
        ])
      })
    })
}

const accountActs = [
  {
    verb: 'suspend',
    method: 'staff.suspend',
    description: 'shut an account at once; it keeps everything',
    done: 'suspended. Nobody signs in to this account until it is restored.',
  },
  {
    verb: 'restore',
    method: 'staff.restore',
    description: 'let a suspended account sign in again',
    done: 'restored.',
  },
  {
    verb: 'remove-staff',
    method: 'staff.remove',
    description: 'remove an account with its key; refused for a member of any workspace',
    done: 'removed, with the key of the account.',
  },
] as const
