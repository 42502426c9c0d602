import { type Command, Option } from 'commander'
import { createFirm } from '../../core/firm/create-firm.ts'
import { Output } from '../output.ts'
import { choosePassphrase } from '../passphrase.ts'
import { type GlobalOptions, homeOf, withFirm } from '../session.ts'
import { StaffRole } from '../../core/roles.ts'

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
    .action(async (options: InitOptions) => {
      const global = program.opts<GlobalOptions>()
      const output = new Output(global.json ?? false)
      const passphrase = options.login ? null : await choosePassphrase('Choose a passphrase')
      const created = await createFirm(homeOf(global), {
        name: options.name,
        staff: options.staff,
        keyStore: options.keyStore,
        passphrase,
      })
      output.result({ firm: created.firm, staff: created.staff, keyStore: options.keyStore }, () => [
        `The firm is set up. Its keys are in ${options.keyStore === 'keychain' ? 'this computer’s keychain' : 'a file that your passphrase opens (passphrase-only key store)'}.`,
        'Next: bulkhead workspace create CLIENT',
      ])
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
    .action(async (name: string, options: { role: StaffRole }) => {
      const global = program.opts<GlobalOptions>()
      const output = new Output(global.json ?? false)
      await withFirm(global, async (signedIn) => {
        const passphrase = await choosePassphrase(`Passphrase of the new account`, 'BULKHEAD_NEW_PASSPHRASE')
        const staff = await signedIn.addStaff({ name, role: options.role, passphrase })
        output.result({ staff: staff.id, name: staff.name, role: staff.role }, () => [
          'The account is added. Put the person into a workspace with: bulkhead member add WORKSPACE NAME',
        ])
      })
    })
}
