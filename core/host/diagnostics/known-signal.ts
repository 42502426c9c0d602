import type { Diagnostic } from '../../contract/diagnostic.ts'

type KnownSignal = NonNullable<Extract<Diagnostic, { kind: 'process-ended' }>['signal']>

const known = [
  'SIGKILL',
  'SIGTERM',
  'SIGSEGV',
  'SIGABRT',
  'SIGBUS',
  'SIGILL',
] as const satisfies KnownSignal[]

/** The signal that ended a process, as the diagnostic log names it. */
export function knownSignal(signal: string | null): KnownSignal | null {
  return signal === null ? null : (known.find((one) => one === signal) ?? 'other')
}
