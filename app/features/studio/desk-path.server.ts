import { authorise } from '#shared/policy.ts'
import type { Actor } from '#shared/roles.ts'

type Session = { liveSessionId: string; villageId: string; rehearsalOf: string | null }

/** Who of those who may command in a session is its host, and no assistant. */
export const isHostOf = (actor: Actor, { villageId }: Pick<Session, 'villageId'>) =>
  authorise(actor, 'studio.$villageId._index', { villageId }).ok

/** Where somebody commands a session: a host has the village's desk, and a rehearsal one of its own. */
export const deskPath = (actor: Actor, session: Session) =>
  isHostOf(actor, session) && !session.rehearsalOf
    ? `/studio/${session.villageId}`
    : `/studio/sessions/${session.liveSessionId}`
