import type { HostCommandName } from './host-commands.ts'
import { isOver, type LiveState } from './live.ts'
import { commandPolicy, policy, type Action, type Rule, type Scope } from './policy-table.ts'
import { accept, refuse, type Result } from './result.ts'
import type { Actor, Membership } from './roles.ts'

// How the table of who may do what is read.

export function isAction(name: string): name is Action {
  return Object.hasOwn(policy, name)
}

/** What is acted upon, as far as it decides who may. */
export type Target = {
  villageId?: string | null
  organisationId?: string | null
  /** those that keep the village's books */
  organisationIds?: readonly string[]
  liveSessionId?: string | null
}

type SessionActedOn = {
  liveSessionId: string
  villageId: string
  state: LiveState
  rehearsalOf: string | null
}

/** Of a live session: who helps in one does so until it is over, in its rehearsals too. */
export function sessionTarget(session: SessionActedOn | null | undefined): Target {
  if (!session) return { villageId: null }
  const { liveSessionId, villageId, state, rehearsalOf } = session
  return { villageId, liveSessionId: isOver(state) ? null : (rehearsalOf ?? liveSessionId) }
}

export type Permission = Result<
  { membership: Membership | null },
  { kind: 'not_signed_in' } | { kind: 'forbidden' }
>

/**
 * May they? A scoped rule without its target is refused: forgetting to look the target up must not open a door.
 * `demoOnly` is the door's to check, because only it knows where it runs.
 */
export function authorise(actor: Actor | null, action: Action, target: Target = {}): Permission {
  const rule: Rule = policy[action]
  if (rule.who === 'anyone' || rule.who === 'visitor') return accept({ membership: null })
  if (!actor) return refuse({ kind: 'not_signed_in' })
  if (!('scope' in rule)) return accept({ membership: null })

  const membership = actor.memberships.find(
    (one) => rule.who.includes(one.role) && covers(one, rule.scope, target),
  )
  return membership ? accept({ membership }) : refuse({ kind: 'forbidden' })
}

/** Which of a host's commands somebody may give, for pages that show buttons. */
export function permittedCommands(actor: Actor | null, target: Target): HostCommandName[] {
  const names = Object.keys(commandPolicy) as HostCommandName[]
  return names.filter((name) => authorise(actor, name, target).ok)
}

function covers(membership: Membership, scope: Scope, target: Target): boolean {
  if (scope === 'own') return true
  if (scope === 'village') return isSame(membership.villageId, target.villageId)
  if (scope === 'organisation') return isSame(membership.organisationId, target.organisationId)
  const { villageId, organisationId, liveSessionId } = membership
  if (scope === 'session')
    return isSame(villageId, target.villageId) || isSame(liveSessionId, target.liveSessionId)
  return (
    isSame(villageId, target.villageId) ||
    (target.organisationIds ?? []).some((id) => isSame(organisationId, id))
  )
}

function isSame(theirs: string | null, asked: string | null | undefined): boolean {
  return theirs !== null && theirs === asked
}
