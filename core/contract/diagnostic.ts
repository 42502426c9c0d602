import { z } from 'zod'
import { errorCodes } from '../errors.ts'
import { DocumentId, WorkspaceId } from '../ids.ts'
import { firmContract } from './firm.ts'
import { windowContract } from './window.ts'
import { workspaceContract } from './workspace.ts'

/*
 * What the diagnostic log can say: a closed catalogue of kinds, each made of ids, codes, times and counts alone. There is
 * no field that a name, a path or a word of a client would fit into (K1).
 */

const Code = z.enum(errorCodes)
const Version = z.string().regex(/^\d{1,4}(\.\d{1,4}){2}(-[a-z0-9]{1,12}(\.\d{1,4})?)?$/)
const Milliseconds = z.int().min(0)
const Method = z.enum(
  [firmContract, windowContract, workspaceContract].flatMap(Object.keys) as [string, ...string[]],
)

/** What JavaScript calls a failure that nobody expected, and where in the program it was. */
export const Defect = z.strictObject({
  name: z.enum(['Error', 'TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'ZodError', 'other']),
  /** A file of this program, line and column. */
  place: z
    .string()
    .regex(/^(bin|core|electron|models)(\/[a-z0-9-]+)+\.ts:\d{1,5}:\d{1,5}$/)
    .nullable(),
})
export type Defect = z.infer<typeof Defect>

/** From where the desktop says that the machine suspends, the screen is locked or another user gets it. */
export const DesktopSource = z.enum(['system-bus', 'login', 'session-bus'])
export type DesktopSource = z.infer<typeof DesktopSource>

/** Why a document was set aside. */
export const SetAside = z.enum([
  'unsupported-format',
  'empty-file',
  'no-text',
  'damaged-file',
  'scanned-file',
  'encrypted-pdf',
  'too-much-text',
  'too-large',
  'unpacks-too-large',
  'took-too-long',
  'reader-failed',
  'other',
])
export type SetAside = z.infer<typeof SetAside>

const callFailed = { kind: z.literal('call-failed'), method: Method, code: Code, defect: Defect.nullable() }
const setAside = { kind: z.literal('document-set-aside'), document: DocumentId.nullable(), reason: SetAside }

/** What a workspace process says of itself; which workspace it is, main knows. */
export const WorkspaceDiagnostic = z.discriminatedUnion('kind', [
  z.strictObject(callFailed),
  z.strictObject(setAside),
])
export type WorkspaceDiagnostic = z.infer<typeof WorkspaceDiagnostic>

const workspace = { workspace: WorkspaceId }

export const Diagnostic = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('started'),
    version: Version,
    node: Version,
    electron: Version.nullable(),
    platform: z.enum(['linux', 'darwin', 'win32', 'other']),
    arch: z.enum(['x64', 'arm64', 'other']),
  }),
  z.strictObject({ kind: z.literal('signed-in'), ms: Milliseconds }),
  // In main the workspace is null: the call was one of the firm's, or of a window's.
  z.strictObject({ ...callFailed, workspace: WorkspaceId.nullable() }),
  z.strictObject({ ...setAside, ...workspace }),
  z.strictObject({ kind: z.literal('workspace-opened'), ...workspace, ms: Milliseconds }),
  z.strictObject({ kind: z.literal('workspace-not-opened'), ...workspace, code: Code, ms: Milliseconds }),
  z.strictObject({ kind: z.literal('workspace-locked'), ...workspace, ms: Milliseconds }),
  /** Its process ended: by a lock it is killed, too. */
  z.strictObject({
    kind: z.literal('process-ended'),
    ...workspace,
    code: z.int().nullable(),
    signal: z.enum(['SIGKILL', 'SIGTERM', 'SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGILL', 'other']).nullable(),
  }),
  z.strictObject({ kind: z.literal('log-not-signed'), ...workspace, size: z.int().min(0) }),
  /** What locks there is not heard: the idle clock alone is left (K4). */
  z.strictObject({ kind: z.literal('desktop-unheard'), source: DesktopSource }),
])
export type Diagnostic = z.infer<typeof Diagnostic>

/** One line of the diagnostic log: Unix time in milliseconds, and what happened. */
export const DiagnosticLine = z.tuple([z.int().min(0), Diagnostic])
export type DiagnosticLine = z.infer<typeof DiagnosticLine>
