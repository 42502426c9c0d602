import { z } from 'zod'
import { ModelTask } from '../model.ts'
import { method } from '../method.ts'
import { nothing } from '../nothing.ts'
import { everybody, owners } from './who.ts'

/** A model by what it is called and by the SHA-256 over its files. */
export const ModelReference = z.strictObject({ name: z.string(), sha256: z.string() })
export type ModelReference = z.infer<typeof ModelReference>

/** A model that this workspace could use. */
const ModelChoice = z.strictObject({
  ...ModelReference.shape,
  task: ModelTask,
  licence: z.string(),
  languages: z.array(z.string()),
  sizeBytes: z.int(),
  builtIn: z.boolean(),
})

/** What was chosen for a task. A problem is one sentence: why it cannot be used at the moment. */
const InUse = z.strictObject({ chosen: ModelReference.nullable(), problem: z.string().nullable() })

export const WorkspaceModels = z.strictObject({
  choices: z.array(ModelChoice),
  embedder: z.strictObject({
    chosen: ModelReference,
    problem: z.string().nullable(),
    /** By whose vectors searches go now; null before the first document. */
    serving: ModelReference.nullable(),
    /**
     * While the chosen one reads everything anew: passages that the caller may read, and how many of them it has read.
     * The rest of the file is not counted.
     */
    reading: z.strictObject({ done: z.int(), total: z.int() }).nullable(),
  }),
  reranker: InUse,
  generator: InUse,
})
export type WorkspaceModels = z.infer<typeof WorkspaceModels>

/** Which of the installed models this workspace works with. */
export const modelMethods = {
  'model.state': method({ input: nothing, output: WorkspaceModels, policy: everybody, entry: null }),
  /** Says how things are now and at each change, until it is cancelled. */
  'model.watch': method({ input: nothing, output: nothing, policy: everybody, entry: null }),
  /** Null goes back to what comes with the app, or to none. A new embedder reads everything anew, in the background. */
  'model.select': method({
    input: z.strictObject({ task: ModelTask, sha256: z.string().nullable() }),
    output: nothing,
    policy: owners,
    entry: 'model.selected',
  }),
} as const

export const modelEvents = { 'model.state': WorkspaceModels } as const
