import { readFileSync, readdirSync, statSync } from 'node:fs'
import { extname, parse } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readCatalogue, type SampleClient } from '../../samples/catalogue.ts'
import { render } from '../../samples/render.ts'
import { extractPages, fold } from './extract.ts'

const samples = new URL('../../samples/', import.meta.url)
const clients = readCatalogue()

type Extracted = {
  client: string
  file: string
  group: 'everyone' | 'partners'
  pages: string[]
  words: Set<string>
}

const documents: Extracted[] = await Promise.all(
  clients.flatMap((client) =>
    client.documents.map(async ({ file, group }) => {
      const pages = await extractPages(new URL(`${client.id}/${file}`, samples))
      return { client: client.id, file, group, pages, words: wordsOf(pages.join(' ')) }
    }),
  ),
)

function wordsOf(text: string): Set<string> {
  return new Set(
    fold(text)
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu),
  )
}

function holding(phrase: string): Extracted[] {
  return documents.filter(({ pages }) => pages.join(' ').includes(fold(phrase)))
}

/** A word of the question that stands in the document and in none of the others. */
function tellingWord(
  question: string,
  document: Extracted,
  others: readonly Extracted[],
): string | undefined {
  return [...wordsOf(question)].find(
    (word) => document.words.has(word) && others.every(({ words }) => !words.has(word)),
  )
}

function documentOf(client: SampleClient, file: string): Extracted {
  const found = documents.find((document) => document.client === client.id && document.file === file)
  if (!found) throw new Error(`samples.json names ${file}, which is not among the documents of ${client.id}.`)
  return found
}

function expectAnswer(client: SampleClient, asked: SampleClient['questions'][number]): void {
  const { pages } = documentOf(client, asked.file)
  expect(asked.page === null, asked.question).toBe(extname(asked.file) !== '.pdf')
  expect(pages[(asked.page ?? 1) - 1], asked.question).toContain(fold(asked.answerContains))
}

test('the samples are small, and there are two clients', () => {
  const sizes = clients.flatMap(({ id }) =>
    readdirSync(new URL(`${id}/`, samples)).map((file) => statSync(new URL(`${id}/${file}`, samples)).size),
  )
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_500_000)
  expect(new Set(clients.map(({ id }) => id)).size).toBe(2)
  expect(new Set(clients.map(({ colour }) => colour)).size).toBe(2)
})

describe.each(clients)('$name', (client) => {
  const own = documents.filter((document) => document.client === client.id)
  const foreign = documents.filter((document) => document.client !== client.id)

  test('files, sources and samples.json name the same documents', () => {
    const files = client.documents.map(({ file }) => file)
    expect(readdirSync(new URL(`${client.id}/`, samples)).sort()).toEqual(files.toSorted())
    const sources = readdirSync(new URL(`sources/${client.id}/`, samples)).map((file) => parse(file).name)
    expect(sources.sort()).toEqual(files.map((file) => parse(file).name).sort())
  })

  test('come in every format, in two languages, long documents included', () => {
    const count = (ending: string): number => own.filter(({ file }) => file.endsWith(ending)).length
    expect(count('.pdf')).toBeGreaterThanOrEqual(4)
    expect(count('.docx')).toBeGreaterThanOrEqual(3)
    expect(count('.md')).toBeGreaterThanOrEqual(2)
    expect(count('.txt')).toBeGreaterThanOrEqual(1)
    expect(count('.html')).toBeGreaterThanOrEqual(1)
    expect(own.filter(({ pages }) => pages.length >= 3).length).toBeGreaterThanOrEqual(3)
    expect(
      own.filter(({ pages }) => (pages.join('').match(/\p{Script=Deva}/gu)?.length ?? 0) > 1000),
    ).toHaveLength(1)
    expect(own.filter(({ group }) => group === 'partners')).toHaveLength(1)
  })

  test.each(client.documents)('$file says what its source says', async ({ file, title }) => {
    const source = readFileSync(new URL(`sources/${client.id}/${parse(file).name}.md`, samples), 'utf8')
    const fresh = await render(source, file, title, client.name)
    expect(await extractPages(file, fresh)).toEqual(documentOf(client, file).pages)
    // Nothing but page breaks and the numbers of lists, which Word counts by itself, may be lost on the way.
    const words = [...wordsOf(source.replaceAll(/^(?:<!-- page -->|\d+\. )/gm, ''))]
    expect(words.filter((word) => !documentOf(client, file).words.has(word))).toEqual([])
  })

  test('each canary stands in one document, in the right group', () => {
    expect(holding(client.canary)).toMatchObject([{ client: client.id, group: 'everyone' }])
    expect(holding(client.partnerCanary)).toMatchObject([{ client: client.id, group: 'partners' }])
  })

  test('each planted phrase stands on its page and nowhere else', () => {
    for (const { phrase, file, page } of client.plantedPhrases) {
      expect(holding(phrase), phrase).toMatchObject([{ client: client.id, file }])
      const { pages } = documentOf(client, file)
      expect(pages.flatMap((text, index) => (text.includes(fold(phrase)) ? [index + 1] : []))).toEqual([
        page ?? 1,
      ])
    }
    expect(new Set(client.plantedPhrases.map(({ page }) => page))).toEqual(new Set([1, 2, 3]))
  })

  test('each answer stands on its page', () => {
    for (const asked of [...client.questions, ...client.partnerQuestions]) expectAnswer(client, asked)
    expect(client.questions.length).toBeGreaterThanOrEqual(20)
    expect(client.questions.filter(({ language }) => language === 'hi').length).toBeGreaterThanOrEqual(3)
    expect(client.partnerQuestions.length).toBeGreaterThanOrEqual(2)
  })

  test.each(client.questions)('no other client is asked about: $question', ({ question, file }) => {
    const document = documentOf(client, file)
    expect(document.group).toBe('everyone')
    expect(tellingWord(question, document, foreign)).toBeDefined()
  })

  test.each(client.partnerQuestions)(
    'only the memo answers: $question',
    ({ question, answerContains, file }) => {
      const document = documentOf(client, file)
      expect(document.group).toBe('partners')
      expect(holding(answerContains).map((holder) => holder.file)).toEqual([file])
      const others = documents.filter((other) => other !== document)
      expect(tellingWord(question, document, others)).toBeDefined()
    },
  )

  test.each(client.unanswerable)('nobody answers: %s', (question) => {
    const unknown = [...wordsOf(question)].filter(
      (word) => word.length > 3 && documents.every(({ words }) => !words.has(word)),
    )
    expect(unknown).not.toEqual([])
  })

  test('there are enough questions that nobody answers', () => {
    expect(client.unanswerable.length).toBeGreaterThanOrEqual(5)
  })
})

test.each(clients)('$id: the questions to begin with are among those that the documents answer', (client) => {
  const asked = new Set(client.questions.map(({ question }) => question))
  for (const question of client.welcome) expect(asked.has(question), question).toBe(true)
})
