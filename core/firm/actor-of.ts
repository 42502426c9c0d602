import type { Actor } from '../audit/entry.ts'
import type { Staff } from './staff.ts'

/** Who did something, as entries have them: by id and role, never by name. */
export function actorOf({ id, role }: Pick<Staff, 'id' | 'role'>): Actor {
  return { id, role }
}
