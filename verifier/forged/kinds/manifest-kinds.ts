import type { FindingCode, Verdict } from '../../report/finding.ts'
import type { Forgery } from '../forgery.ts'
import { type Steps, writeBundle } from '../write-bundle.ts'

type Manifest = Readonly<Record<string, unknown>>

/** What someone writes into the manifest. */
export const manifestKinds: readonly Forgery[] = [
  says('a later version', 'not-a-bundle', 'version', { version: 2 }),
  says('a version that is no number', 'not-a-bundle', 'version', { version: '1' }),
  says('another format', 'not-a-bundle', 'manifest', { format: 'bulkhead/evidence' }),
  says('a member more', 'not-a-bundle', 'manifest', { note: 'approved' }),
  says('a range without entries', 'not-a-bundle', 'manifest', { to: 0 }),
  says('a range beyond the export', 'not-a-bundle', 'manifest', { to: 1_000_000 }),
  says('a level that is none', 'not-a-bundle', 'manifest', { level: 'complete' }),
  says('masked, at a level that has nothing to mask', 'not-a-bundle', 'manifest', {
    level: 'redacted',
    masked: true,
  }),
  says('a key in upper case', 'not-a-bundle', 'manifest', ({ key }) => ({ key: String(key).toUpperCase() })),
  says('a number beyond 2^53', 'not-a-bundle', 'manifest', { to: 2 ** 60 }),
  says(
    'a full bundle said to be redacted',
    'tampered',
    'export-differs',
    { level: 'redacted' },
    'full',
    true,
  ),
  says(
    'a redacted bundle said to be full',
    'tampered',
    'export-differs',
    { level: 'full' },
    'redacted',
    true,
  ),
  says('masked, where nothing was', 'tampered', 'export-differs', { masked: true }),
  says('another salt', 'tampered', 'openings-changed', { salt: '00'.repeat(32) }),
  says('another log', 'tampered', 'other-log', { log: 'ab'.repeat(16) }),
  says('an export that is another entry', 'tampered', 'export-differs', ({ export: seq }) => ({
    export: Number(seq) - 1,
    to: Number(seq) - 1,
  })),
  says('an export beyond the log', 'tampered', 'checkpoint-behind', ({ export: seq }) => ({
    export: Number(seq) + 5,
  })),
  ...['README.txt', 'entries.jsonl', 'openings.jsonl', 'proofs.json', 'checkpoint'].flatMap((file) => [
    says(
      `a wrong SHA-256 of ${file}`,
      'tampered',
      'file-changed',
      fileSays(file, { sha256: '00'.repeat(32) }),
    ),
    says(`a wrong size of ${file}`, 'tampered', 'file-changed', fileSays(file, { bytes: 1 })),
  ]),
  written('no line end', (text) => text.trimEnd()),
  written('two line ends', (text) => `${text}\n`),
  written('a byte order mark', (text) => `\ufeff${text}`),
  written('white space', (text) => text.replace(':', ': ')),
  written('a carriage return', (text) => text.replace('\n', '\r\n')),
  written('a key twice', (text) => text.replace('{', '{"export":1,')),
  written(
    'keys in another order',
    (text) => `{"version":1,${text.slice(1, -1).replace(',"version":1}', '}')}\n`,
  ),
  written('1.0 for 1', (text) => text.replace('"version":1}', '"version":1.0}')),
  written('-0 for 0', (text) => text.replace('"from":0', '"from":-0')),
  written('an escape that need not be', (text) => text.replace('"full"', String.raw`"ful\u006c"`)),
  written('bytes that are not UTF-8', (text) =>
    Buffer.concat([Buffer.from(text.slice(0, -2)), Buffer.from([0xff]), Buffer.from('}\n')]),
  ),
  written('nothing', () => ''),
  written('an array', () => '[]\n'),
]

function says(
  what: string,
  verdict: Exclude<Verdict, 'intact'>,
  code: FindingCode,
  change: Manifest | ((manifest: Manifest) => Manifest),
  level: Steps['level'] = 'full',
  withoutOpenings = false,
): Forgery {
  return {
    name: `manifest: ${what}`,
    verdict,
    code,
    make: ({ log }) => ({
      bundle: writeBundle(log, {
        level,
        ...(withoutOpenings && level === 'full' ? { openings: () => [] } : {}),
        manifest: (manifest) => ({
          ...manifest,
          ...(typeof change === 'function' ? change(manifest) : change),
        }),
      }),
    }),
  }
}

function fileSays(file: string, change: object): (manifest: Manifest) => Manifest {
  return ({ files }) => {
    const all = files as Readonly<Record<string, object>>
    return { files: { ...all, [file]: { ...all[file], ...change } } }
  }
}

function written(what: string, change: (text: string) => string | Uint8Array): Forgery {
  return {
    name: `manifest written with ${what}`,
    verdict: 'not-a-bundle',
    code: 'manifest',
    make: ({ log }) => ({
      bundle: writeBundle(log, {
        manifest: (manifest) => manifest,
        text: (name, text) => (name === 'manifest.json' ? change(text) : text),
      }),
    }),
  }
}
