import { isCertificate } from '../audit/certificate.ts'
import type { destructionMethods } from '../contract/destruction.ts'
import type { ParsedInputOf } from '../contract/method.ts'
import { BulkheadError } from '../errors.ts'
import type { OfferedTargets } from '../export/offered-targets.ts'
import { saveWhole } from '../export/output-file.ts'
import type { Attempts } from '../firm/attempts.ts'
import { beginDestruction } from '../firm/destruction/begin-destruction.ts'
import { allDestructions, ownDestruction, ownDestructions } from '../firm/destruction/destruction.ts'
import { goOnDestroying } from '../firm/destruction/go-on-destroying.ts'
import { type DiagnosticTraces, remainsOf } from '../firm/destruction/remains.ts'
import type { Firm } from '../firm/firm.ts'
import { workspaceNumber } from '../firm/grants/workspace-number.ts'
import { requirePassphrase } from '../firm/require-passphrase.ts'
import { openOwnWrap } from '../firm/wraps.ts'
import type { WorkspaceId } from '../ids.ts'
import type { CallContext, HandlersOf } from '../process/serve-contract.ts'
import type { OpenWorkspaces } from './open-workspaces.ts'

export interface DestructionsOptions {
  signedIn: () => Firm
  attempts: Attempts
  diagnostics: DiagnosticTraces
  targets: OfferedTargets
  workspaces: OpenWorkspaces
  /** Resolves when no look across workspaces has the file of that one. */
  free: (workspace: WorkspaceId) => Promise<void>
}

/** What main does about clients that are destroyed: decides, carries out, goes on, and gives out what certifies it. */
export class Destructions {
  readonly #options: DestructionsOptions

  constructor(options: DestructionsOptions) {
    this.#options = options
  }

  /** Goes on with what an earlier run of the app did not end. What does not work out now is tried at the next sign-in. */
  goOn(firm: Firm): void {
    for (const { id, endedMs } of allDestructions(firm)) {
      if (endedMs !== null) continue
      try {
        goOnDestroying(firm, id, this.#options.diagnostics)
      } catch (error) {
        // Nobody is kept from signing in by it; the list of destructions says that it has not ended.
        if (!(error instanceof BulkheadError)) throw error
      }
    }
  }

  handlers(): HandlersOf<typeof destructionMethods, CallContext> {
    const { signedIn, diagnostics } = this.#options
    return {
      'workspaces.destroy': async (input) => await this.#destroy(input),
      'destructions.list': () => {
        const firm = signedIn()
        const names = new Map(firm.listStaff().map(({ id, name }) => [id, name]))
        return {
          destructions: ownDestructions(firm)
            .map((one) => ({
              destruction: one.id,
              number: workspaceNumber(one.workspace),
              by: names.get(one.by) ?? 'Somebody who is gone',
              beganMs: one.beganMs,
              endedMs: one.endedMs,
              remaining: one.endedMs === null ? remainsOf(firm, one.workspace, diagnostics) : nothing,
            }))
            .reverse(),
        }
      },
      'destructions.goOn': ({ destruction }) => {
        const firm = signedIn()
        const { id } = ownDestruction(firm, destruction)
        return { destruction: id, remaining: goOnDestroying(firm, id, diagnostics).remaining }
      },
      'destructions.certificate': ({ destruction }) => {
        const { certificate } = ownDestruction(signedIn(), destruction)
        if (certificate === null)
          throw new BulkheadError('not-found', 'Something of it is left, so there is no certificate yet.')
        return { certificate: new Uint8Array(Buffer.from(certificate, 'utf8')) }
      },
      'destructions.saveCertificate': ({ certificate, target }) => {
        if (!isCertificate(certificate, signedIn().signingKey))
          throw new BulkheadError(
            'bad-input',
            'This is not a certificate of this firm, so nothing was saved.',
          )
        const path = this.#options.targets.take(target)
        return { path, bytes: saveWhole(path, certificate) }
      },
      'destructions.checkCertificate': ({ certificate }) => ({
        isOurs: isCertificate(certificate, signedIn().signingKey),
      }),
    }
  }

  async #destroy({
    workspace,
    name,
    passphrase,
    isNamed,
  }: ParsedInputOf<(typeof destructionMethods)['workspaces.destroy']>) {
    const { signedIn, attempts, diagnostics, workspaces, free } = this.#options
    const firm = signedIn()
    try {
      const open = workspaces.bound(workspace)
      await refuseOtherName(firm, workspace, name)
      await requirePassphrase(firm, passphrase, attempts)
      // An owner's decision, and in the workspace's own log before anything is done.
      await open.act('workspaces.destroy')
      const written = await open.written()
      const destruction = beginDestruction(firm, workspace, written)
      await workspaces.lock(workspace)
      await free(workspace)
      const { remaining, certificate } = goOnDestroying(firm, destruction, diagnostics, isNamed ? name : null)
      return { destruction, remaining, certificate: certificate && new Uint8Array(certificate) }
    } finally {
      name.fill(0)
      passphrase?.fill(0)
    }
  }
}

const nothing = { keys: 0, files: 0 }

/** @throws BulkheadError `bad-input`; nothing is changed */
async function refuseOtherName(firm: Firm, workspace: WorkspaceId, typed: Uint8Array): Promise<void> {
  const { key, name } = await openOwnWrap(firm, workspace)
  key.fill(0)
  const isRight = Buffer.compare(name, typed) === 0
  name.fill(0)
  if (!isRight)
    throw new BulkheadError(
      'bad-input',
      'That is not this client’s name, letter by letter. Nothing was changed.',
    )
}
