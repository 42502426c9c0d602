import { accessMutants } from './access-mutants.ts'
import { boundaryMutants } from './boundary-mutants.ts'
import { bundleMutants } from './bundle-mutants.ts'
import { conversationMutants } from './conversation-mutants.ts'
import { destructionMutants } from './destruction-mutants.ts'
import { grantMutants } from './grant-mutants.ts'
import { importMutants } from './import-mutants.ts'
import { logMutants } from './log-mutants.ts'
import { modelMutants } from './model-mutants.ts'
import { peopleMutants } from './people-mutants.ts'
import { proofMutants } from './proof-mutants.ts'
import { recoveryMutants } from './recovery-mutants.ts'
import { retrievalMutants } from './retrieval-mutants.ts'
import type { Mutant } from './mutant.ts'

/** Every protection that can be taken away. */
export const mutants: readonly Mutant[] = [
  ...accessMutants,
  ...boundaryMutants,
  ...bundleMutants,
  ...conversationMutants,
  ...destructionMutants,
  ...grantMutants,
  ...importMutants,
  ...logMutants,
  ...modelMutants,
  ...peopleMutants,
  ...proofMutants,
  ...recoveryMutants,
  ...retrievalMutants,
]
