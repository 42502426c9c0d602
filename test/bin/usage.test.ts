import { execFileSync } from 'node:child_process'
import { afterAll, describe, expect, test } from 'vitest'
import { place } from '../../bin/place.ts'
import { CommandLine } from './command-line.ts'

const line = new CommandLine()
afterAll(() => line.remove())

describe('help', () => {
  const commands = [
    'firm',
    'workspace',
    'member',
    'group',
    'grant',
    'models',
    'import',
    'search',
    'ask',
    'audit',
    'recover',
    'support',
    'eval',
    'demo',
  ]

  test('lists every command, exit code 0', async () => {
    const { code, stdout, stderr } = await line.run(['--help'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'))
  })

  test.each(['workspace', 'audit', 'models'])('%s --help says what it is for', async (command) => {
    const { code, stdout } = await line.run([command, '--help'])
    expect(code).toBe(0)
    expect(stdout).toMatch(new RegExp(`^Usage: bulkhead ${command}\\b`))
    expect(stdout.length).toBeGreaterThan(80)
  })
})

describe('wrong usage is said on the error output, exit code 2', () => {
  test.each([
    [['nonsense']],
    [['search']],
    [['search', 'Client']],
    [['workspace', 'create', 'Client', '--colours', '3']],
    [['search', 'Client', 'rent', '--mode', 'magic']],
    [['firm', 'init', '--name', 'Firm']],
    [['workspace', 'create', 'Client', '--colour', '9']],
    [['search', 'Client', 'rent', '--limit', 'many']],
    [['group', 'give', 'Client', 'Tax']],
    [['grant', 'ask', '0000-0000']],
    [['models', 'choose', 'Client', 'sing']],
    [['--nonsense']],
    [[]],
  ])('%j', async (args) => {
    const { code, stdout, stderr } = await line.run(args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/Usage|--help/)
  })
})

describe('for a person', () => {
  test('R5: an unknown page is said to be unknown', () => {
    expect(place({ title: 'lease.txt', page: null })).toBe('lease.txt (no pages)')
    expect(place({ title: 'lease.pdf', page: 3 })).toBe('lease.pdf, page 3')
  })

  test('a failure is one sentence on the error output', async () => {
    const { code, stdout, stderr } = await line.run(['workspace', 'list'])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^There is no firm in this folder yet\.[^\n]*\n$/)
  })

  const script = hasScript()
  test.skipIf(!script)('progress is drawn on a terminal, and nowhere else', async () => {
    await line.setUp('Client')
    const documents = new URL('../../samples/kachnar-physiotherapy', import.meta.url).pathname
    const piped = await line.run(['import', 'Client', documents])
    expect(piped.code).toBe(0)
    expect(piped.stderr).toBe('')
    expect(piped.stdout).toBe('13 ready, 0 set aside.\n')
    const launcher = new URL('../../bin/bulkhead.cjs', import.meta.url).pathname
    const command = [process.execPath, launcher, '--home', line.home, 'import', 'Client', documents]
      .map((part) => `'${part}'`)
      .join(' ')
    const shown = execFileSync('script', ['-qec', command, '/dev/null'], {
      env: { PATH: process.env['PATH'], BULKHEAD_PASSPHRASE: CommandLine.passphrase },
      encoding: 'utf8',
    })
    expect(shown).toContain('█')
    expect(shown).toContain('13/13')
    expect(shown).toContain('13 ready, 0 set aside.')
  })

  test.skipIf(!script)('a search names title and page, or that there are none', async () => {
    const { stdout } = await line.run(['search', 'Client', 'meeting attended', '--limit', '30'])
    expect(stdout).toMatch(/^\d+\. meeting-notes-2025-07-03\.txt \(no pages\)$/m)
    expect(stdout).toMatch(/^\d+\. [a-z-]+[0-9-]*\.pdf, page \d+$/m)
  })
})

function hasScript(): boolean {
  try {
    return execFileSync('script', ['-qec', 'echo yes', '/dev/null'], { encoding: 'utf8' }).includes('yes')
  } catch {
    return false
  }
}
