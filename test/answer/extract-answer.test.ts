import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { extractAnswer } from '../../core/answer/extract-answer.ts'
import type { Citation } from '../../core/contract/workspace/threads.ts'
import { search } from '../../core/search/search.ts'
import type { Scope } from '../../core/workspace/scope.ts'
import { addDocument, BuiltWorkspace, everyone, temporaryFolder, testEmbedder } from '../builders.ts'

const folder = temporaryFolder()
const workspace = new BuiltWorkspace(folder.path)
let scope: Scope

const lease = [
  'The lease of the shop began on 3 March 2021. The monthly rent is 1,200 pounds. It is paid by standing order.',
  'Repairs of the roof are for the landlord. Dr. Smith (the tenant) keeps the windows clean.',
]
const hindi = ['मासिक किराया पचास हज़ार रुपये है। अनुबंध मई में समाप्त होता है।']
beforeAll(async () => {
  scope = await workspace.open()
  const groups = [everyone(scope)]
  addDocument(scope, { title: 'lease.pdf', pages: lease, groups })
  addDocument(scope, { title: 'kiraya.pdf', pages: hindi, groups })
  addDocument(scope, { title: 'garden.pdf', pages: ['Roses bloom in June. Tulips bloom in April.'], groups })
  const secret = scope.write((writer) => {
    const group = writer.people.addGroup('partners')
    writer.people.join(group, scope.member)
    return group
  })
  addDocument(scope, {
    title: 'secret.pdf',
    pages: ['The takeover price is nine million pounds.'],
    groups: [secret],
  })
  scope.write((writer) => writer.people.leave(secret, scope.member))
})
afterAll(() => {
  workspace.close()
  folder.remove()
})

async function answer(question: string): Promise<Citation[]> {
  const { reader } = scope
  const hits = await search({ reader, embedder: testEmbedder, query: question, limit: 10, mode: 'fused' })
  return extractAnswer(reader, question, hits)
}

/** The text of a page of a document that the member may read. */
function pageOf({ document, page }: Citation): string {
  return scope.reader.documents.pages(document).find((one) => one.number === page)?.text ?? ''
}

describe('extractive answers', () => {
  test.each([
    ['What is the monthly rent of the shop?', 'The monthly rent is 1,200 pounds.', 1],
    ['Are repairs of the roof for the landlord?', 'Repairs of the roof are for the landlord.', 2],
    ['मासिक किराया कितना है?', 'मासिक किराया पचास हज़ार रुपये है।', 1],
  ])('%s', async (question, quote, page) => {
    expect((await answer(question))[0]).toMatchObject({ quote, page })
  })

  test.each([
    'What is the takeover price?',
    'Which orchestra played at the wedding in Vienna?',
    'How many penguins live on the island?',
    'कंपनी का मुख्यालय किस शहर में है?',
    'Zzyzx?',
  ])('R1, R4: what no readable document answers is not found: %s', async (question) => {
    expect(await answer(question)).toEqual([])
  })

  test('R5: every quotation is exactly the span of the page that it names, at most three, each once', async () => {
    const word = fc.constantFrom(
      ...'rent shop lease began monthly pounds landlord roof repairs windows roses June bloom takeover price किराया अनुबंध मई 1,200 when how much'.split(
        ' ',
      ),
    )
    let quoted = 0
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 7 }), async (parts) => {
        const citations = await answer(parts.join(' '))
        quoted += citations.length
        expect(citations.length).toBeLessThanOrEqual(3)
        for (const citation of citations) {
          expect(citation.title).not.toBe('secret.pdf')
          expect(citation.quote).not.toBe('')
          expect(pageOf(citation).slice(citation.start, citation.end)).toBe(citation.quote)
        }
        const places = citations.map((one) => `${one.document} ${one.page} ${one.start}`)
        expect(new Set(places).size).toBe(places.length)
      }),
      { numRuns: 150 },
    )
    expect(quoted).toBeGreaterThan(50)
  })

  test('nothing retrieved, nothing said', () => {
    expect(extractAnswer(scope.reader, 'What is the monthly rent?', [])).toEqual([])
  })

  test('any text at all is a question', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (any) => {
        for (const citation of await answer(any)) expect(pageOf(citation)).toContain(citation.quote)
      }),
      { numRuns: 100 },
    )
  })
})
