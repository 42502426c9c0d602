import { z } from 'zod'
import { AdapterId, StaffId } from '../../ids.ts'
import { method } from '../method.ts'
import { nothing } from '../nothing.ts'
import { Text } from '../text.ts'
import { owners, readers } from './who.ts'

const Adapter = z.strictObject({
  id: AdapterId,
  name: z.string(),
  /** Hex. */
  sha256: z.string(),
  /** What it was trained on, as whoever brought it says. */
  statement: z.string(),
  sizeBytes: z.int(),
  addedMs: z.int(),
  addedBy: StaffId,
  /** Whether answers are written with it. */
  chosen: z.boolean(),
  onDiskAccepted: z.boolean(),
})

/** Adapters of this workspace: they are in its file, and nothing else sees, loads or receives them (M3). */
export const adapterMethods = {
  'adapters.list': method({
    input: nothing,
    output: z.strictObject({
      adapters: z.array(Adapter),
      /** Whether this system has a place in memory for the file that the runtime loads it from. */
      hasMemoryPlace: z.boolean(),
    }),
    policy: readers,
    entry: 'adapters.listed',
  }),
  /** Takes a LoRA adapter in GGUF from a file that was picked. Refused for a statement that speaks of other clients. */
  'adapters.import': method({
    input: z.strictObject({
      path: z.string().min(1),
      name: Text.pipe(z.string().trim().min(1).max(100)),
      statement: Text.pipe(z.string().trim().min(20).max(2_000)),
    }),
    output: z.strictObject({ id: AdapterId }),
    policy: owners,
    entry: 'adapter.imported',
  }),
  'adapters.choose': method({
    input: z.strictObject({
      /** Null: none. */
      adapter: AdapterId.nullable(),
      onDiskAccepted: z.boolean().default(false),
    }),
    output: nothing,
    policy: owners,
    entry: 'adapter.chosen',
  }),
  'adapters.remove': method({
    input: z.strictObject({ adapter: AdapterId }),
    output: nothing,
    policy: owners,
    entry: 'adapter.removed',
  }),
} as const
