import { z } from 'zod'
import { Written } from '../../contract/destruction.ts'
import { BulkheadError } from '../../errors.ts'
import { DestructionId, StaffId, WorkspaceId } from '../../ids.ts'
import type { Firm } from '../firm.ts'
import { Found } from './found.ts'

const json = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(schema)

/** A decision to destroy a workspace, and how far it is, as firm.db has it. */
const Destruction = z.strictObject({
  id: DestructionId,
  workspace: WorkspaceId,
  /** Who decided it. */
  by: StaffId,
  beganMs: z.int(),
  /** To whom the workspace was sealed. */
  members: json(z.array(StaffId)),
  /** What the workspace’s own log says was written to elsewhere. */
  written: json(z.array(Written)),
  found: json(Found),
  /** The last signed state of the workspace’s log, once its process has ended. */
  lastNote: z.string().nullable(),
  /** Null while something is left. */
  endedMs: z.int().nullable(),
  certificate: z.string().nullable(),
})
export type Destruction = z.infer<typeof Destruction>

/** Every destruction that was decided here, oldest first. */
export function allDestructions(firm: Firm): Destruction[] {
  return firm.parts.connection
    .prepare<z.input<typeof Destruction>>(
      `SELECT id, workspace_id AS workspace, staff_id AS by, began_ms AS beganMs, members, written, found,
         last_note AS lastNote, ended_ms AS endedMs, certificate
       FROM destruction ORDER BY began_ms, id`,
    )
    .all()
    .map((row) => Destruction.parse(row))
}

/** Those of what was the signed-in person’s; another one is unknown to them. */
export function ownDestructions(firm: Firm): Destruction[] {
  return allDestructions(firm).filter(({ members }) => members.includes(firm.staff.id))
}

/** @throws BulkheadError `not-found` */
export function ownDestruction(firm: Firm, id: DestructionId): Destruction {
  const found = ownDestructions(firm).find((one) => one.id === id)
  if (!found) throw new BulkheadError('not-found', 'There is no such destruction of a client of yours.')
  return found
}

/** Whether somebody has decided to destroy it, and something is left. */
export function isBeingDestroyed(firm: Firm, workspace: WorkspaceId): boolean {
  return (
    firm.parts.connection
      .prepare('SELECT 1 FROM destruction WHERE workspace_id = ? AND ended_ms IS NULL')
      .get(workspace) !== undefined
  )
}

/** Whether it is not here, or not for long, because somebody had it destroyed. */
export function wasDestroyed(firm: Firm, workspace: WorkspaceId): boolean {
  if (isBeingDestroyed(firm, workspace)) return true
  return !isRegistered(firm, workspace) && allDestructions(firm).some((one) => one.workspace === workspace)
}

/**
 * For work that goes on after waiting: a workspace may have been destroyed meanwhile, and must not get a key again.
 *
 * @throws BulkheadError `not-found`
 */
export function refuseDestroyed(firm: Firm, workspace: WorkspaceId): void {
  if (!isRegistered(firm, workspace) || isBeingDestroyed(firm, workspace))
    throw new BulkheadError('not-found', 'This client was destroyed meanwhile. Nothing more is kept of it.')
}

/** Whether it has a place in the register, be it one that is about to go. */
export function isRegistered(firm: Firm, workspace: string): boolean {
  return firm.parts.connection.prepare('SELECT 1 FROM workspace WHERE id = ?').get(workspace) !== undefined
}
