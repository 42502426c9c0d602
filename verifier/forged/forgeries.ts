import type { Forgery } from './forgery.ts'
import { containerKinds } from './kinds/container-kinds.ts'
import { entryKinds } from './kinds/entry-kinds.ts'
import { manifestKinds } from './kinds/manifest-kinds.ts'
import { openingKinds } from './kinds/opening-kinds.ts'
import { previousKinds } from './kinds/previous-kinds.ts'
import { proofKinds } from './kinds/proof-kinds.ts'
import { signatureKinds } from './kinds/signature-kinds.ts'

/** Every kind of bundle that a verifier has to refuse (A6), with what it has to say. */
export const forgeries: readonly Forgery[] = [
  ...containerKinds,
  ...manifestKinds,
  ...signatureKinds,
  ...entryKinds,
  ...proofKinds,
  ...openingKinds,
  ...previousKinds,
]
