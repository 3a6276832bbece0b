import { authorise } from '#shared/policy.ts'
import type { Actor } from '#shared/roles.ts'

type Session = { liveSessionId: string; villageId: string }

/** Who of those who may command in a session is its host, and no assistant. */
export const isHostOf = (actor: Actor, { villageId }: Session) =>
  authorise(actor, 'studio.$villageId._index', { villageId }).ok

/** Where somebody commands a session: a host has the village's desk. */
export const deskPath = (actor: Actor, session: Session) =>
  isHostOf(actor, session) ? `/studio/${session.villageId}` : `/studio/sessions/${session.liveSessionId}`
