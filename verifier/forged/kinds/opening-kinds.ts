import { canonicalJson } from '../../json/canonical-json.ts'
import type { FindingCode, Verdict } from '../../report/finding.ts'
import type { Forgery, Material } from '../forgery.ts'
import { placeOf, type Steps, writeBundle } from '../write-bundle.ts'

type Lines = readonly string[]
type Opened = { field: string; salt: string; seq: number; value: unknown }

/**
 * What someone does to the openings. In most the entry of the export commits to the forged ones, as if the firm's
 * computer had exported them: what is wrong shows in the opening itself.
 */
export const openingKinds: readonly Forgery[] = [
  opening(
    'another value',
    'opening-differs',
    changeFirst((one) => ({ ...one, value: 'Another' })),
  ),
  opening(
    'another salt',
    'opening-differs',
    changeFirst((one) => ({ ...one, salt: '00'.repeat(32) })),
  ),
  opening(
    'a value of another kind',
    'opening-differs',
    changeFirst((one) => ({ ...one, value: { text: one.value } })),
  ),
  opening(
    'a text for a number',
    'opening-differs',
    changeFirst(
      (one) => ({ ...one, value: String(one.value) }),
      ({ value }) => typeof value === 'number',
    ),
  ),
  opening(
    'no for yes',
    'opening-differs',
    changeFirst(
      (one) => ({ ...one, value: one.value !== true }),
      ({ value }) => typeof value === 'boolean',
    ),
  ),
  opening('the value of another field of the entry', 'opening-differs', (lines) => {
    const at = lines.findIndex(
      (line, index) =>
        placeOf(line).seq === placeOf(lines[index + 1] ?? line).seq && index + 1 < lines.length,
    )
    const [one, other] = [parse(lines[at]), parse(lines[at + 1])]
    return [...lines.slice(0, at), canonicalJson({ ...other, field: one.field }), ...lines.slice(at + 1)]
  }),
  opening('the value of the same field of another entry', 'opening-differs', (lines) => {
    const one = parse(lines[0])
    const other = lines
      .slice(1)
      .map(parse)
      .find(({ field }) => field === one.field)
    return [canonicalJson({ ...other, seq: one.seq }), ...lines.slice(1)]
  }),
  {
    name: 'openings: the same place in another log',
    verdict: 'tampered',
    code: 'opening-differs',
    make: ({ log, foreign }) => ({
      bundle: writeBundle(log, {
        openings: (lines) => {
          const { field, seq } = placeOf(lines[0] ?? '')
          const other = foreign.openings.find(
            (line) => placeOf(line).field === field && placeOf(line).seq === seq,
          )
          return [other ?? '', ...lines.slice(1)]
        },
      }),
    }),
  },
  opening('one twice', 'opening-order', (lines) => [lines[0] ?? '', ...lines]),
  opening('one twice, once masked', 'opening-order', (lines) => {
    const { field, seq } = placeOf(lines[0] ?? '')
    return [lines[0] ?? '', canonicalJson({ field, masked: '', seq }), ...lines.slice(1)]
  }),
  opening('two exchanged', 'opening-order', (lines) => [lines[1] ?? '', lines[0] ?? '', ...lines.slice(2)]),
  opening('of a field that is not there', 'opening-astray', (lines) => [
    canonicalJson({ ...parse(lines[0]), field: 'AAA' }),
    ...lines,
  ]),
  opening('of an entry that is not there', 'opening-astray', (lines) => [
    ...lines,
    canonicalJson({ ...parse(lines[0]), seq: 999_999 }),
  ]),
  opening(
    'of an entry that is left out',
    'opening-astray',
    (lines) => [canonicalJson({ ...parse(lines[0]), seq: 3 }), ...lines],
    { from: 5 },
  ),
  opening('of the inherited field "constructor"', 'opening-astray', (lines) => {
    const at = lines.findIndex((line) => placeOf(line).field > 'constructor')
    return lines.toSpliced(
      at,
      0,
      canonicalJson({ field: 'constructor', seq: placeOf(lines[at] ?? '').seq, withheld: 'erased' }),
    )
  }),
  {
    name: 'openings: of the openings themselves',
    verdict: 'tampered',
    code: 'opening-astray',
    make: ({ log }) => ({
      bundle: writeBundle(log, {
        openings: (lines) => [
          ...lines,
          canonicalJson({ field: 'openings', seq: log.leaves.length, withheld: 'erased' }),
        ],
      }),
    }),
  },
  opening(
    'masked, where nothing is said to be',
    'opening-beyond-level',
    changeFirst(({ field, seq }) => ({ field, masked: 'x', seq })),
  ),
  beyond('proof', ({ log }) => log.openings),
  beyond('redacted', ({ log }) => log.openings),
  beyond('named', ({ log }) => log.openings),
  beyond('redacted', ({ log }) =>
    log.openings.slice(0, 1).map((line) => canonicalJson({ ...placeOnly(line), withheld: 'erased' })),
  ),
  {
    name: 'openings: one missing from a full bundle',
    verdict: 'incomplete',
    code: 'opening-missing',
    make: ({ log }) => ({ bundle: writeBundle(log, { openings: (lines) => lines.slice(1) }) }),
  },
  {
    name: 'openings: all missing from a full bundle',
    verdict: 'incomplete',
    code: 'opening-missing',
    make: ({ log }) => ({ bundle: writeBundle(log, { openings: () => [] }) }),
  },
  // From here on the entry of the export commits to what was there before.
  after('one taken out', 'redacted', (lines) => lines.slice(1)),
  after('all taken out', 'redacted', () => []),
  after('one taken out of a full bundle', 'full', (lines) => lines.slice(1)),
  after('one said to be erased', 'full', (lines) => [
    canonicalJson({ ...placeOnly(lines[0] ?? ''), withheld: 'erased' }),
    ...lines.slice(1),
  ]),
  after('one put in', 'named', (lines, { log }) => {
    const more = log.openings.find((line) => !lines.includes(line) && placeOf(line).field === 'name')
    return more === undefined
      ? lines.slice(1)
      : [...lines, more].sort((a, b) => placeOf(a).seq - placeOf(b).seq)
  }),
  form('a value of 1.0', (line) => line.replace(/"value":.*\}$/, '"value":1.0}')),
  form('a value beyond 2^53', (line) => line.replace(/"value":.*\}$/, '"value":9007199254740993}')),
  form('a value of -0', (line) => line.replace(/"value":.*\}$/, '"value":-0}')),
  form('a lone surrogate', (line) => line.replace(/"value":.*\}$/, String.raw`"value":"\ud800"}`)),
  form('the value twice', (line) => line.replace(/"value":/, '"value":1,"value":')),
  form('white space', (line) => line.replace('":', '": ')),
  form('a member more', (line) => line.replace(/\}$/, ',"why":"because"}')),
  form('value and mask', (line) => line.replace('"salt"', '"masked":"","salt"')),
  form('a salt that is short', (line) => line.replace(/"salt":"\w\w/, '"salt":"')),
  form('another reason to withhold it', (line) => canonicalJson({ ...placeOnly(line), withheld: 'secret' })),
  form('an entry below zero', (line) => line.replace(/"seq":\d+/, '"seq":-1')),
  form('no object', () => 'null'),
  text('carriage returns', (all) => all.replaceAll('\n', '\r\n')),
  text('a byte order mark', (all) => `\ufeff${all}`),
  text('no last line end', (all) => all.slice(0, -1)),
  text('an empty line', (all) => `\n${all}`),
  text('a byte that is no UTF-8', (all) =>
    Buffer.concat([Buffer.from(all.slice(0, -2)), Buffer.from([0xfe]), Buffer.from('}\n')]),
  ),
]

function opening(
  what: string,
  code: FindingCode,
  change: (lines: Lines) => string[],
  more: Partial<Steps> = {},
): Forgery {
  return {
    name: `openings: ${what}`,
    verdict: 'tampered',
    code,
    make: ({ log }) => ({ bundle: writeBundle(log, { ...more, openings: change }) }),
  }
}

function beyond(level: Steps['level'], lines: (material: Material) => Lines): Forgery {
  return {
    name: `openings: more than ${level} releases (${lines.toString().includes('erased') ? 'said to be erased' : 'opened'})`,
    verdict: 'tampered',
    code: 'opening-beyond-level',
    make: (material) => ({
      bundle: writeBundle(material.log, { level, openings: () => [...lines(material)] }),
    }),
  }
}

function after(
  what: string,
  level: Steps['level'],
  change: (lines: Lines, material: Material) => string[],
): Forgery {
  return {
    name: `openings: ${what}, after the export`,
    verdict: 'tampered',
    code: 'openings-changed',
    make: (material) => ({
      bundle: writeBundle(material.log, { level, openingsWritten: (lines) => change(lines, material) }),
    }),
  }
}

function form(what: string, change: (line: string) => string): Forgery {
  return opening(`a line with ${what}`, 'opening-form', (lines) => [
    change(lines[0] ?? ''),
    ...lines.slice(1),
  ])
}

function text(what: string, change: (all: string) => string | Uint8Array): Forgery {
  const verdict: Verdict = 'tampered'
  return {
    name: `openings written with ${what}`,
    verdict,
    code: 'opening-form',
    make: ({ log }) => ({
      bundle: writeBundle(log, { text: (name, all) => (name === 'openings.jsonl' ? change(all) : all) }),
    }),
  }
}

function changeFirst(
  change: (one: Opened) => object,
  which: (one: Opened) => boolean = () => true,
): (lines: Lines) => string[] {
  return (lines) => {
    const at = lines.findIndex((line) => which(parse(line)))
    return lines.with(at, canonicalJson(change(parse(lines[at]))))
  }
}

function parse(line = '{}'): Opened {
  return JSON.parse(line) as Opened
}

function placeOnly(line: string): { field: string; seq: number } {
  const { field, seq } = placeOf(line)
  return { field, seq }
}
