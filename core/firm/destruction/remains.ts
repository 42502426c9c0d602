import type { WorkspaceId } from '../../ids.ts'
import type { Firm } from '../firm.ts'
import { isRegistered } from './destruction.ts'
import { findAll, holdsKey } from './found.ts'

/** The lines of the diagnostic log, which is in the plain, that name a workspace. */
export interface DiagnosticTraces {
  forget(workspace: WorkspaceId): void
  names(workspace: WorkspaceId): boolean
}

/** What is left of a workspace. */
export interface Remains {
  /** Wraps, shares, recovery files, and its place in the register: without them its file is noise. */
  keys: number
  files: number
}

/** Looks whether anything is left of a workspace that is destroyed. */
export function remainsOf(firm: Firm, workspace: WorkspaceId, diagnostics: DiagnosticTraces): Remains {
  const { wraps, shares, files } = findAll(firm, workspace)
  const keyFiles = files.filter(holdsKey).length
  return {
    keys: wraps + shares.length + keyFiles + (isRegistered(firm, workspace) ? 1 : 0),
    files: files.length - keyFiles + (diagnostics.names(workspace) ? 1 : 0),
  }
}
