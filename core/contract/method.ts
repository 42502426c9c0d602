import type { z } from 'zod'

/**
 * One call across a process boundary: what goes in, what comes out, who may make it, and which entry it must have left
 * in the log before its result is released. A method without a policy or without a word on its entry does not compile.
 */
export interface Method<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Who extends string = string,
  EntryType extends string = string,
> {
  readonly input: Input
  readonly output: Output
  /** Who may call it, at least one (S4). */
  readonly policy: readonly [Who, ...Who[]]
  /** The entry that proves the call happened; null only for what returns no client text and changes nothing (A1). */
  readonly entry: EntryType | null
}

export function method<
  Input extends z.ZodType,
  Output extends z.ZodType,
  Who extends string,
  EntryType extends string,
>(definition: Method<Input, Output, Who, EntryType>): Method<Input, Output, Who, EntryType> {
  return definition
}

export type Contract = Readonly<Record<string, Method>>

/** What a caller passes: before defaults are filled in. */
export type InputOf<M extends Method> = z.input<M['input']>

/** What a handler gets: parsed. */
export type ParsedInputOf<M extends Method> = z.output<M['input']>

export type OutputOf<M extends Method> = z.output<M['output']>
