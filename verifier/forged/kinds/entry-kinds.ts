import type { FindingCode } from '../../report/finding.ts'
import type { Forgery, Material } from '../forgery.ts'
import { makeEntry } from '../raw-log.ts'
import { writeBundle } from '../write-bundle.ts'

/** An entry in the middle, and the first of the block that it is in. */
const chosen = 21
const block = 16

/** What someone does to the entries; the checksums in the manifest are put right each time. */
export const entryKinds: readonly Forgery[] = [
  changed('an outcome', (line) => line.replace(/"outcome":"\w+"/, '"outcome":"stopped"')),
  changed('a time', (line) => line.replace(/"at":\d+/, '"at":1700000000000')),
  changed('who it was', (line) => line.replace(/"actor":"\w{32}"/, `"actor":"${'0f'.repeat(16)}"`)),
  changed('that nobody in particular did it', (line) => line.replace(/"actor":"\w{32}"/, '"actor":null')),
  changed('a type', (line) => line.replace(/"type":"[^"]+"/, '"type":"workspace.closed"')),
  changed('an id', (line) => line.replace(/"id":"\w{32}"/, `"id":"${'ab'.repeat(16)}"`)),
  changed('something added in the plain', (line) =>
    line.replace('"about":{', line.includes('"about":{}') ? '"about":{"a":1' : '"about":{"a":1,'),
  ),
  changed('the hash of access', (line) => line.replace(/,"type"/, `,"state":"${'00'.repeat(32)}","type"`)),
  {
    name: 'entry changed: a commitment, with an opening that fits it',
    verdict: 'tampered',
    code: 'root-differs',
    make: ({ log }) => {
      const made = makeEntry(log.id, chosen, { type: 'search', sealed: { query: 'forged' } })
      return {
        bundle: writeBundle(log, {
          openings: (lines) => [
            ...lines.filter((line) => seqOf(line) < chosen),
            ...made.openings,
            ...lines.filter((line) => seqOf(line) > chosen),
          ],
          entriesWritten: (lines) => replaced(lines, chosen, () => made.leaf),
        }),
      }
    },
    seq: block,
  },
  written(
    'an entry of another log in its place',
    'root-differs',
    ({ foreign }) =>
      (lines) =>
        replaced(lines, chosen, () => foreign.leaves[chosen] ?? ''),
    block,
  ),
  written(
    'the numbers of two entries exchanged',
    'root-differs',
    () => (lines) => {
      const [one = '', other = ''] = [lines[chosen], lines[chosen + 1]]
      return replaced(
        replaced(lines, chosen, () => numbered(other, chosen)),
        chosen + 1,
        () => numbered(one, chosen + 1),
      )
    },
    block,
  ),
  written(
    'two lines exchanged',
    'entry-order',
    () => (lines) => {
      const [one = '', other = ''] = [lines[chosen], lines[chosen + 1]]
      return replaced(
        replaced(lines, chosen, () => other),
        chosen + 1,
        () => one,
      )
    },
    chosen,
  ),
  written(
    'an entry twice',
    'entry-order',
    () => (lines) => lines.toSpliced(chosen, 0, lines[chosen] ?? ''),
    chosen,
  ),
  written(
    'a foreign entry put between two',
    'entry-order',
    ({ foreign }) =>
      (lines) =>
        lines.toSpliced(chosen + 1, 0, foreign.leaves[chosen] ?? ''),
    chosen,
  ),
  written(
    'a wrong number',
    'entry-order',
    () => (lines) => replaced(lines, chosen, (line) => numbered(line, chosen - 3)),
    chosen - 3,
  ),
  written(
    'a number beyond the log',
    'entry-order',
    () => (lines) => replaced(lines, lines.length - 1, (line) => numbered(line, 999_999)),
    999_999,
  ),
  written('an entry after the last', 'entry-order', ({ log }) => (lines) => [
    ...lines,
    makeEntry(log.id, lines.length, { type: 'workspace.closed' }).leaf,
  ]),
  written('an entry left out', 'root-differs', () => (lines) => lines.toSpliced(chosen, 1)),
  written(
    'an entry left out, and those after it numbered again',
    'root-differs',
    () => (lines) =>
      lines.toSpliced(chosen, 1).map((line, index) => (index >= chosen ? numbered(line, index) : line)),
  ),
  written('the last of the range left out', 'root-differs', () => (lines) => lines.toSpliced(-5, 4)),
  written('the entry of the export left out', 'root-differs', () => (lines) => lines.slice(0, -1)),
  written('no entries', 'root-differs', () => () => []),
  {
    name: 'entries: one left out, with the hash that proves the rest',
    verdict: 'incomplete',
    code: 'entry-missing',
    seq: chosen,
    make: ({ log }) => ({ bundle: withGapAt(log, chosen, chosen + 1) }),
  },
  {
    name: 'entries: the last of the range left out, with hashes that prove the rest',
    verdict: 'incomplete',
    code: 'entry-missing',
    make: ({ log }) => ({ bundle: withGapAt(log, log.leaves.length - 9, log.leaves.length) }),
  },
  {
    name: 'entries: all but the one of the export left out, with hashes that prove it',
    verdict: 'incomplete',
    code: 'entry-missing',
    seq: 0,
    make: ({ log }) => ({ bundle: withGapAt(log, 0, log.leaves.length) }),
  },
  {
    name: 'entries: the one of the export left out, with the hash that proves the rest',
    verdict: 'incomplete',
    code: 'export-missing',
    make: ({ log }) => ({ bundle: withGapAt(log, log.leaves.length, log.leaves.length + 1) }),
  },
  form('carriage returns', (text) => text.replaceAll('\n', '\r\n')),
  form('a byte order mark', (text) => `\ufeff${text}`),
  form('an empty line', (text) => text.replace('\n', '\n\n')),
  form('an empty line at the end', (text) => `${text}\n`),
  form('no last line end', (text) => text.slice(0, -1)),
  form('a byte that is no UTF-8', (text) => Buffer.from(text.replace('"role"', '"r\u00ffle"'), 'latin1')),
  form('an overlong encoding', (text) => Buffer.from(text.replace('"role"', '"r\u00c0\u00afle"'), 'latin1')),
  form('a surrogate encoded', (text) =>
    Buffer.from(text.replace('"role"', '"r\u00ed\u00a0\u0080le"'), 'latin1'),
  ),
  form('a line beyond what a line may have', (text) =>
    text.replace('"about":{', `"about":{"a":"${'a'.repeat(16_777_216)}",`),
  ),
  // The firm's own computer would have had to sign these: they are in the tree as they stand.
  signed('a number beyond 2^53', (leaf) => plain(leaf, '"n":9007199254740993')),
  signed('2^53 itself', (leaf) => plain(leaf, '"n":9007199254740992')),
  signed('a number below -2^53', (leaf) => plain(leaf, '"n":-9007199254740993')),
  signed('1.0 for 1', (leaf) => plain(leaf, '"n":1.0')),
  signed('1e2 for 100', (leaf) => plain(leaf, '"n":1e2')),
  signed('-0', (leaf) => plain(leaf, '"n":-0')),
  signed('a number too large for any', (leaf) => plain(leaf, '"n":1e400')),
  signed('a number with too many digits', (leaf) => plain(leaf, '"n":0.30000000000000004441')),
  signed('NaN', (leaf) => plain(leaf, '"n":NaN')),
  signed('a key twice', (leaf) => plain(leaf, '"n":1,"n":1')),
  signed('a key twice, two values', (leaf) => leaf.replace('"type":', '"type":"workspace.closed","type":')),
  signed('keys in another order', (leaf) => plain(leaf, '"n":1,"a":1')),
  signed('keys in the order of numbers', (leaf) => plain(leaf, '"9":1,"10":1')),
  signed('a lone surrogate', (leaf) => plain(leaf, String.raw`"n":"\ud800"`)),
  signed('a lone surrogate as a key', (leaf) => plain(leaf, String.raw`"\udc00":1`)),
  signed('a pair of surrogates escaped', (leaf) => plain(leaf, String.raw`"n":"\ud83d\ude00"`)),
  signed('an escape that need not be', (leaf) => plain(leaf, String.raw`"n":"\/"`)),
  signed('an escape in upper case', (leaf) => plain(leaf, String.raw`"n":"\u001F"`)),
  signed('white space', (leaf) => plain(leaf, '"n": 1')),
  signed('a blank at the end', (leaf) => `${leaf} `),
  signed('two values in a line', (leaf) => leaf + leaf),
  signed('more levels than there may be', (leaf) => plain(leaf, `"n":${'['.repeat(63)}${']'.repeat(63)}`)),
  signed('an array', () => '[]'),
  signed('a string', () => '"entry"'),
  signed('another version of entries', (leaf) => leaf.replace('"v":1', '"v":2')),
  signed('a member more', (leaf) => leaf.replace('"v":1', '"v":1,"w":1')),
  signed('a member less', (leaf) => leaf.replace(/"role":"\w+",/, '')),
  signed('a number that is text', (leaf) => leaf.replace(/"seq":(\d+)/, '"seq":"$1"')),
  signed('a number below zero', (leaf) => leaf.replace(/"seq":\d+/, '"seq":-1')),
  signed('half a number', (leaf) => leaf.replace(/"seq":\d+/, '"seq":21.5')),
  signed('a commitment in upper case', (leaf) => sealedWith(leaf, `"n":"${'AB'.repeat(32)}"`)),
  signed('a commitment that is short', (leaf) => sealedWith(leaf, `"n":"${'ab'.repeat(31)}"`)),
  signed('a field with a name that is none', (leaf) => sealedWith(leaf, `"a b":"${'ab'.repeat(32)}"`)),
]

/** One change in one entry, after everything was signed. */
function changed(what: string, change: (line: string) => string): Forgery {
  return written(`changed: ${what}`, 'root-differs', () => (lines) => replaced(lines, chosen, change), block)
}

function written(
  what: string,
  code: FindingCode,
  change: (material: Material) => (lines: string[]) => string[],
  seq?: number,
): Forgery {
  return {
    name: `entries: ${what}`,
    verdict: 'tampered',
    code,
    ...(seq === undefined ? {} : { seq }),
    make: (material) => ({
      // Nothing is released, so that nothing but the entries is wrong.
      bundle: writeBundle(material.log, {
        level: 'proof',
        entriesWritten: change(material),
      }),
    }),
  }
}

/** Another spelling of the whole file. */
function form(what: string, change: (text: string) => string | Uint8Array): Forgery {
  return {
    name: `entries written with ${what}`,
    verdict: 'tampered',
    code: 'entry-form',
    make: ({ log }) => ({
      bundle: writeBundle(log, {
        level: 'proof',
        text: (name, text) => (name === 'entries.jsonl' ? change(text) : text),
      }),
    }),
  }
}

/** A leaf that is no entry, in a tree that was signed with it. */
function signed(what: string, change: (leaf: string) => string): Forgery {
  return {
    name: `entry signed with ${what}`,
    verdict: 'tampered',
    code: 'entry-form',
    make: ({ log }) => ({
      bundle: writeBundle(log, { level: 'proof', leaves: (leaves) => replaced(leaves, chosen, change) }),
    }),
  }
}

/** A bundle that leaves out entries that it says it shows, and proves the others. */
function withGapAt(log: Material['log'], from: number, to: number): Uint8Array {
  return writeBundle(log, {
    level: 'proof',
    entriesWritten: (lines) => lines.filter((_, seq) => seq < from || seq >= to),
    gaps: (tree) => tree.cover(from, to),
  })
}

function replaced(lines: readonly string[], at: number, change: (line: string) => string): string[] {
  return lines.map((line, index) => (index === at ? change(line) : line))
}

function numbered(line: string, seq: number): string {
  return line.replace(/"seq":\d+/, `"seq":${seq}`)
}

function plain(leaf: string, members: string): string {
  return leaf.replace(/"about":\{[^}]*\}/, `"about":{${members}}`)
}

function sealedWith(leaf: string, members: string): string {
  return leaf.replace(/"sealed":\{[^}]*\}/, `"sealed":{${members}}`)
}

function seqOf(line: string): number {
  return (JSON.parse(line) as { seq: number }).seq
}
