import type { HostCommandName } from './host-commands.ts'

// 彩排: a live session in which a host practises with scripted buyers, and which nobody else sees. (What a split rule
// would have made of past orders is ./rehearsal.ts.)

const PREFIX = 'rehearsal'

/**
 * Sessions, sales, holds and scripted buyers of rehearsals say so in their ids, and constraints keep them to that: a
 * door tells one without asking anybody, and a table keeps it out by itself.
 */
export const isOfRehearsal = (id: string) => id.startsWith(`${PREFIX}_`)

/** How the id of what belongs to something begins. */
export const prefixFor = (ownerId: string, usual: string) => (isOfRehearsal(ownerId) ? PREFIX : usual)

export const newRehearsalId = (ids: { next(prefix: string): string }) => ids.next(PREFIX)

/** What is worth having done once before it counts, in the order in which it is done. */
export const TO_TRY = [
  'session:start',
  'session:pin',
  'sale:open',
  'sale:restock',
  'session:sold-out',
  'session:stop',
  'session:end',
] as const satisfies readonly HostCommandName[]
export type ToTry = (typeof TO_TRY)[number]

export type RehearseRefusal =
  | { kind: 'room_not_found' }
  /** only what is still to come is rehearsed */
  | { kind: 'not_planned' }
  | { kind: 'session_on_air' }
  | { kind: 'rehearsal_on_air' }
  | { kind: 'host_listed' }
