import type { Engine } from '../engine.ts'
import { toHex } from '../hex.ts'
import type { Checkpoint } from '../log/checkpoint.ts'
import { verifyConsistency } from '../log/verify-consistency.ts'
import { checkPrevious, readPrevious } from './check-previous.ts'
import { checkSigned, type SignedBundle } from './check-signed.ts'
import { type Checked, exitCodes, type Finding, type FindingCode, verdictOf } from '../report/finding.ts'
import { checkFiles, readBundle } from './read-bundle.ts'
import type { Report, Shown, Told } from '../report/report.ts'
import type { Request } from './request.ts'
import { walk } from './walk.ts'

/** Verifies a bundle: the steps of docs/audit-bundle.md, section 10. Reads it once, a few megabytes at a time. */
export async function verifyBundle(request: Request): Promise<Report> {
  const { bundle: source, engine } = request
  const { value: open, found } = await readBundle(source, request.fingerprint, engine)
  if (found) return report([found])
  const changed = await checkFiles(source, open, engine)
  const signed = checkSigned(open, engine)
  if (signed.found) return report([...changed, signed.found])
  const bundle = signed.value
  const shown = shownOf(bundle)
  const previous = request.previous === null ? null : await readPrevious(request.previous, bundle.key, engine)

  const walked = await walk(request, bundle, previous?.value ?? null)
  if (!walked.whole) return report([...changed, ...walked.found], shown)
  const rest = [
    ...(consistencyHolds(bundle, engine) ? [] : [finding('consistency')]),
    ...previousFindings(bundle, previous, walked.rootThen),
  ]
  return report([...changed, ...walked.found, ...rest], shown, {
    values: walked.values,
    rangeRoot: walked.rangeRoot && toHex(walked.rangeRoot),
    previous: previous?.value?.size ?? null,
  })
}

function consistencyHolds({ parsedProofs, signed }: SignedBundle, engine: Engine): boolean {
  const { consistency } = parsedProofs
  return consistency === null || verifyConsistency(consistency, signed, consistency.hashes, engine)
}

function previousFindings(
  bundle: SignedBundle,
  previous: Checked<Checkpoint> | null,
  rootThen: Uint8Array | null,
): Finding[] {
  if (previous === null) return []
  return previous.found ? [previous.found] : checkPrevious(bundle, previous.value, rootThen)
}

function shownOf({ manifest, signed }: SignedBundle): Shown {
  const { level, masked, log, key, from, to } = manifest
  return {
    level,
    masked,
    log,
    key,
    from,
    to,
    export: manifest.export,
    size: signed.size,
    root: toHex(signed.root),
    signedMs: signed.signedMs,
  }
}

function finding(code: FindingCode): Finding {
  return { code }
}

function report(found: readonly Finding[], shown: Shown | null = null, told: Told | null = null): Report {
  const verdict = verdictOf(found)
  // What decides comes first.
  const findings = [...found].sort(
    (a, b) => Number(verdictOf([b]) === verdict) - Number(verdictOf([a]) === verdict),
  )
  return { verdict, exit: exitCodes[verdict], findings, shown, told }
}
