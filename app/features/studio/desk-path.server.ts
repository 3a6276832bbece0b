import type { LiveState } from '#shared/live.ts'
import { authorise } from '#shared/policy.ts'
import type { Actor } from '#shared/roles.ts'

type Session = { liveSessionId: string; villageId: string; state: LiveState; rehearsalOf: string | null }

/** Who of those who may command in a session is its host, and no assistant. */
export const isHostOf = (actor: Actor, { villageId }: Pick<Session, 'villageId'>) =>
  authorise(actor, 'studio.$villageId._index', { villageId }).ok

/**
 * Where somebody commands a session: what is on the air its host has on the village's desk, and a plan (which leads on
 * to it when it is the next one) and a rehearsal each on one of its own.
 */
export const deskPath = (actor: Actor, session: Session) =>
  isHostOf(actor, session) && session.state !== 'planned' && !session.rehearsalOf
    ? `/studio/${session.villageId}`
    : `/studio/sessions/${session.liveSessionId}`
