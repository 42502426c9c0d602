import { fingerprintOf, spelled } from '../bundle/fingerprint.ts'
import type { Level } from '../bundle/levels.ts'
import type { Engine } from '../engine.ts'
import { fromHex } from '../hex.ts'
import { type Finding, findings, type Verdict } from './finding.ts'
import type { Report, Shown, Told, Values } from './report.ts'

const verdicts: Readonly<Record<Verdict, string>> = {
  intact: 'INTACT',
  tampered: 'TAMPERED',
  incomplete: 'INCOMPLETE',
  'unknown-key': 'UNKNOWN KEY',
  'not-a-bundle': 'NOT A BUNDLE',
}

const levelWords: Readonly<Record<Level, string>> = {
  proof: 'proof only: hashes and structure',
  redacted: 'redacted: kinds, times, people and documents by code, models',
  named: 'named: what redacted has, and names and titles',
  full: 'full: words and names',
}

/** A report for a person, line by line. */
export function sayReport({ verdict, findings: found, shown, told }: Report, engine: Engine): string[] {
  const masks = shown?.masked === true ? ', personal data masked' : ''
  const level = verdict === 'intact' && shown ? `, ${levelWords[shown.level]}${masks}` : ''
  return [
    `${verdicts[verdict]}${level}`,
    ...found.slice(0, 20).map((one) => `  ${sayFinding(one)}`),
    ...(found.length > 20 ? [`  … and ${found.length - 20} more`] : []),
    ...(shown ? sayShown(shown, engine) : []),
    ...(told && verdict === 'intact' ? sayTold(told) : []),
  ]
}

function sayTold({ values, rangeRoot, previous }: Told): string[] {
  return [
    ...(rangeRoot === null ? [] : [`Root after the last entry shown ${rangeRoot}`]),
    ...sayValues(values),
    ...(previous === null ? [] : [`Continues the earlier log of ${previous} entries.`]),
  ]
}

export function sayFinding({ code, file, seq, lastSeq, field }: Finding): string {
  const places = [
    ...(lastSeq === undefined ? [] : [`among entries ${seq} to ${lastSeq}`]),
    ...(lastSeq === undefined && seq !== undefined ? [`entry ${seq}`] : []),
    ...(field === undefined ? [] : [`field ${field}`]),
    ...(file === undefined ? [] : [file]),
  ]
  return `${findings[code][1]}${places.length > 0 ? ` (${places.join(', ')})` : ''}`
}

function sayShown({ log, key, from, to, size, root, signedMs }: Shown, engine: Engine): string[] {
  return [
    `Entries ${from} to ${to - 1} of ${size}, log ${log}`,
    `Root ${root}, signed ${new Date(signedMs).toISOString()}`,
    `Key ${spelled(fingerprintOf(fromHex(key), engine))}`,
  ]
}

function sayValues({ opened, masked, erased, notReadable, sealed }: Values): string[] {
  const parts: [number, string][] = [
    [opened, 'released and right'],
    [masked, 'masked by the exporter, not checkable'],
    [erased, 'erased with their document'],
    [notReadable, 'withheld: not the exporter’s to read'],
    [sealed, 'sealed'],
  ]
  const said = parts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`)
  return [`Values: ${said.length > 0 ? said.join('; ') : 'none'}`]
}
