import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { BulkheadError } from '../../core/errors.ts'
import { readCatalogue, type SampleClient } from '../../samples/catalogue.ts'
import { Output } from '../output.ts'
import { place } from '../place.ts'
import type { Session } from '../session.ts'
import { ensureWorkspace, partner, type TemporaryFirm, withTemporaryFirm } from '../temporary-firm.ts'

const junior = 'Jonas (junior)'
const samples = fileURLToPath(new URL('../../samples/', import.meta.url))

/** What the demo found, for `--json`. */
interface Finding {
  what: string
  ok: boolean
}

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description(
      'a temporary firm with two sample clients: import, questions, walls, log; everything removed',
    )
    .action(async () => {
      const output = new Output(program.opts<{ json?: boolean }>().json ?? false)
      const demo = new Demo(output)
      let folder = ''
      await withTemporaryFirm(async (firm) => {
        folder = firm.folder
        await demo.run(firm)
      })
      demo.check('Everything the demo made is removed.', !existsSync(folder))
      demo.end()
    })
}

class Demo {
  readonly #output: Output
  readonly #findings: Finding[] = []

  constructor(output: Output) {
    this.#output = output
  }

  async run(firm: TemporaryFirm): Promise<void> {
    const [first, second] = readCatalogue()
    if (!first || !second) throw new BulkheadError('not-found', 'The sample clients are not here.')
    this.#say('A temporary firm, its keys under a random passphrase. No keychain, no network, two clients.')
    for (const client of [first, second]) await this.#fill(firm, client)

    this.#title('The partner asks')
    for (const [client, other] of [
      [first, second],
      [second, first],
    ] as const)
      await this.#asPartner(firm, client, other)

    this.#title('The junior asks')
    await this.#addJunior(firm, first)
    await this.#asJunior(firm, first, second)

    this.#title('The log')
    await firm.as(partner, async (session) => {
      for (const client of [first, second])
        await session.inWorkspace(client.name, this.#output, async ({ caller }) => {
          const { size } = await caller.call('log.check', {})
          this.check(`${client.name}: ${size} entries, every one in place and signed.`, size > 0)
        })
      const { fingerprint } = await session.main.call('firm.key', {})
      this.#say(`  signed by this installation’s key ${fingerprint}`)
    })
  }

  async #fill(firm: TemporaryFirm, client: SampleClient): Promise<void> {
    await firm.as(partner, async (session) => {
      await ensureWorkspace(session, client.name, client.colour)
      await session.inWorkspace(client.name, this.#output, async (workspace, signal) => {
        const { caller } = workspace
        const { member } = await caller.call('workspace.about', {})
        await caller.call('groups.add', { name: 'partners', members: [member] })
        let ready = 0
        for (const group of ['everyone', 'partners'] as const) {
          const paths = client.documents
            .filter((document) => document.group === group)
            .map((document) => join(samples, client.id, document.file))
          await workspace.offer(paths)
          ready += (await caller.call('documents.import', { paths, groups: [group] }, { signal })).ready
        }
        const all = client.documents.length
        this.check(`${client.name}: ${ready} of ${all} documents read and indexed.`, ready === all)
      })
    })
  }

  async #asPartner(firm: TemporaryFirm, client: SampleClient, other: SampleClient): Promise<void> {
    await inWorkspace(firm, partner, client, this.#output, async ({ caller }, signal) => {
      const asked = [...client.questions, ...client.partnerQuestions]
      let right = 0
      for (const [index, { question, answerContains }] of asked.entries()) {
        const { reply } = await caller.call('ask', { question }, { signal })
        const citation =
          reply.kind === 'answered' &&
          reply.citations.find((one) => fold(one.quote).includes(fold(answerContains)))
        if (citation) right += 1
        if (citation && index === 0) this.#quote(question, citation.quote, place(citation))
      }
      this.check(
        `${client.name}: ${right} of ${asked.length} questions answered with the right quotation.`,
        right / asked.length >= 0.8,
      )

      let found = 0
      for (const { question } of other.questions)
        if ((await caller.call('ask', { question }, { signal })).reply.kind === 'answered') found += 1
      const share = 1 - found / other.questions.length
      this.check(
        `${client.name}: questions about ${other.name} “not found” ${Math.round(share * 100)} % of the time.`,
        share >= 0.95,
      )
      const { hits } = await caller.call(
        'search',
        { query: `${other.canary} ${other.partnerCanary}`, limit: 50 },
        { signal },
      )
      const leaked = hits.some(
        (hit) => hit.text.includes(other.canary) || hit.text.includes(other.partnerCanary),
      )
      this.check(`${client.name}: a phrase planted with ${other.name} is nowhere.`, !leaked)
    })
  }

  async #addJunior(firm: TemporaryFirm, client: SampleClient): Promise<void> {
    await firm.as(partner, async (session) => {
      await firm.addStaff(session, junior)
      const { staff } = await session.main.call('staff.list', {})
      const person = staff.find((one) => one.name === junior)
      if (!person) throw new BulkheadError('not-found', 'The junior has no account.')
      await session.inWorkspace(client.name, this.#output, async ({ caller }) => {
        const { id: member, name, publicKey } = person
        await caller.call('members.add', { member, name, role: 'member', publicKey })
        const workspace = await session.findWorkspace(client.name)
        await session.main.call('workspaces.admit', { workspace, staff: member })
      })
    })
  }

  async #asJunior(firm: TemporaryFirm, client: SampleClient, other: SampleClient): Promise<void> {
    await inWorkspace(firm, junior, client, this.#output, async ({ caller }, signal) => {
      const [question] = client.questions
      const answer = question && (await caller.call('ask', { question: question.question }, { signal }))
      this.check(
        'The junior gets the client’s answers from what everyone may read.',
        answer?.reply.kind === 'answered',
      )
      let secret = 0
      for (const { question: asked, answerContains } of client.partnerQuestions) {
        const { reply } = await caller.call('ask', { question: asked }, { signal })
        if (fold(reply.text).includes(fold(answerContains))) secret += 1
      }
      const { hits } = await caller.call('search', { query: client.partnerCanary, limit: 50 }, { signal })
      const { documents } = await caller.call('documents.list', {})
      const seen = hits.some((hit) => hit.text.includes(client.partnerCanary))
      const open = client.documents.filter((document) => document.group === 'everyone').length
      this.check(
        `The partners’ memo does not exist for the junior: ${secret} of ${client.partnerQuestions.length} questions answered, ${documents.length} documents listed.`,
        secret === 0 && !seen && documents.length === open,
      )
    })
    const refusal = await firm.as(
      junior,
      async (session) =>
        await session.findWorkspace(other.name).then(
          () => null,
          (error: unknown) => error,
        ),
    )
    this.check(
      `${other.name} does not exist for the junior either.`,
      refusal instanceof BulkheadError && refusal.code === 'not-found',
    )
  }

  /** One thing that the demo found, good or bad. */
  check(what: string, ok: boolean): void {
    this.#findings.push({ what, ok })
    this.#say(`  ${ok ? '✓' : '✗'} ${what}`)
  }

  end(): void {
    const bad = this.#findings.filter((finding) => !finding.ok)
    const sentence =
      bad.length === 0 ? 'All walls held.' : `${bad.length} of ${this.#findings.length} did not hold.`
    this.#output.result({ ok: bad.length === 0, findings: this.#findings }, () => ['', sentence])
    if (bad.length > 0) process.exitCode = 1
  }

  #title(text: string): void {
    this.#say(`\n${text}`)
  }

  #quote(question: string, quote: string, where: string): void {
    this.#say(`  ? ${question}`)
    this.#say(`    “${fold(quote)}”`)
    this.#say(`    ${where}`)
  }

  #say(line: string): void {
    if (!this.#output.json) process.stdout.write(`${line}\n`)
  }
}

/** White space made even, for comparing and for one line. */
function fold(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}

async function inWorkspace(
  firm: TemporaryFirm,
  person: string,
  client: SampleClient,
  output: Output,
  work: Parameters<Session['inWorkspace']>[2],
): Promise<void> {
  await firm.as(person, async (session) => {
    await session.inWorkspace(client.name, output, work)
  })
}
