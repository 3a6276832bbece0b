import { data, redirect, type AppLoadContext } from '@remix-run/node'
import { authorise, type Target } from '#shared/policy.ts'
import { policy, type Action, type Rule } from '#shared/policy-table.ts'
import type { Actor, Membership } from '#shared/roles.ts'

type Door = { context: AppLoadContext; request: Request }

/**
 * The HTTP door's answer to shared/policy-table.ts: a page redirects to sign-in and comes back, what is not theirs is 403,
 * what only the demo has is 404 elsewhere. Thrown, so that a loader cannot forget to look.
 */
export function permit(
  { context, request }: Door,
  action: Action,
  target?: Target,
): { membership: Membership | null } {
  const rule: Rule = policy[action]
  if (rule.demoOnly && !context.demo) throw data({ kind: 'not_found' }, { status: 404 })

  const permission = authorise(context.actor, action, target)
  if (permission.ok) return permission.value
  if (permission.refusal.kind === 'not_signed_in') throw redirect(signInPath(request))
  throw data(permission.refusal, { status: 403 })
}

/** `permit` for what nobody may do without having signed in. */
export function requireActor(
  door: Door,
  action: Action,
  target?: Target,
): { actor: Actor; membership: Membership | null } {
  const { membership } = permit(door, action, target)
  const { actor } = door.context
  if (!actor) throw redirect(signInPath(door.request))
  return { actor, membership }
}

/** A page comes back to itself; a post cannot, so it comes back to its part of the shop. */
function signInPath(request: Request): string {
  const { pathname, search } = new URL(request.url)
  const next = request.method === 'GET' ? pathname + search : `/${pathname.split('/')[1] ?? ''}`
  return `/sign-in?${new URLSearchParams({ next })}`
}
