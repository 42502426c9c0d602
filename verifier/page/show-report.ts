import { fingerprintOf, spelled } from '../bundle/fingerprint.ts'
import type { Level } from '../bundle/levels.ts'
import { fromHex } from '../hex.ts'
import type { Verdict } from '../report/finding.ts'
import type { Report, Shown, Told, Values } from '../report/report.ts'
import { sayFinding } from '../report/say-report.ts'
import { element } from './element.ts'
import { pageEngine } from './page-engine.ts'

const verdicts: Readonly<Record<Verdict, readonly [sign: string, word: string, sentence: string]>> = {
  intact: [
    '✓',
    'Intact',
    'These are the entries that the firm’s computer signed; nothing was changed, and no entry of this range is missing.',
  ],
  tampered: ['✕', 'Tampered', 'Something in it is not what the firm’s computer signed.'],
  incomplete: ['!', 'Incomplete', 'What is there is right, but some of it is missing.'],
  'unknown-key': [
    '?',
    'Unknown key',
    'It is not signed by the key whose fingerprint you typed. Compare the fingerprint with the firm, by another way than the bundle came.',
  ],
  'not-a-bundle': ['–', 'Not a bundle', 'This is no audit bundle that this page can read.'],
}

const levels: Readonly<Record<Level, readonly [word: string, sentence: string]>> = {
  proof: ['proof only', 'Nothing is released but the structure of the log and its hashes.'],
  redacted: [
    'redacted',
    'Kinds, times, people and documents by number, and models are released; names and words are sealed.',
  ],
  named: ['named', 'Names and titles are released; words are sealed.'],
  full: ['full', 'Names and words are released.'],
}

/** What a report says, for the top of the page. */
export function showReport(report: Report): HTMLElement {
  const { verdict, findings, shown, told } = report
  const [sign, word, sentence] = verdicts[verdict]
  const intact = verdict === 'intact'
  const level = intact && shown ? levels[shown.level] : null
  return element(
    'section',
    { class: `report ${verdict}`, 'aria-live': 'polite' },
    element(
      'h2',
      {},
      element('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
      level ? `${word}, ${level[0]}${shown?.masked === true ? ', masked' : ''}` : word,
    ),
    element('p', {}, level ? `${sentence} ${level[1]}` : sentence),
    ...(findings.length > 0
      ? [element('ul', {}, ...findings.slice(0, 20).map((one) => element('li', {}, sayFinding(one))))]
      : []),
    ...(intact && told && told.previous !== null
      ? [element('p', {}, `It continues the earlier log of ${count(told.previous, 'entry', 'entries')}.`)]
      : []),
    ...(intact && told ? [showValues(told.values)] : []),
    ...(shown ? [showFacts(shown, told)] : []),
  )
}

function showValues({ opened, masked, erased, notReadable, sealed }: Values): HTMLElement {
  const parts: readonly [number, string][] = [
    [opened, 'released, and found to be what was recorded'],
    [masked, 'masked by the exporter, not checkable'],
    [erased, 'erased with the document that they came from'],
    [notReadable, 'withheld, since whoever exported may not read them'],
    [sealed, 'sealed: they stand in the log, and are not released'],
  ]
  return element(
    'ul',
    { class: 'values' },
    ...parts
      .filter(([number]) => number > 0)
      .map(([number, words]) => element('li', {}, element('b', {}, number.toLocaleString()), ` ${words}`)),
  )
}

function showFacts({ log, key, from, to, size, root, signedMs }: Shown, told: Told | null): HTMLElement {
  const facts: readonly (readonly [string, string])[] = [
    ['Entries', `${from.toLocaleString()} to ${(to - 1).toLocaleString()} of ${size.toLocaleString()}`],
    ['Signed', new Date(signedMs).toLocaleString()],
    ['Key', spelled(fingerprintOf(fromHex(key), pageEngine))],
    ['Log', log],
    ['Root', root],
    ...(told?.rangeRoot ? [['Root after the last entry shown', told.rangeRoot] as const] : []),
  ]
  return element(
    'dl',
    {},
    ...facts.flatMap(([name, fact]) => [element('dt', {}, name), element('dd', {}, fact)]),
  )
}

function count(number: number, one: string, more: string): string {
  return `${number.toLocaleString()} ${number === 1 ? one : more}`
}
