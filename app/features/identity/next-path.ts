import type { Actor } from '#shared/roles.ts'

/** Where somebody lands after signing in, when no page asked them to. */
export function homeOf(actor: Actor): string {
  const roles = new Set(actor.memberships.map(({ role }) => role))
  if (roles.has('secretary')) return '/studio'
  if (roles.has('cooperative') || roles.has('collective') || roles.has('auditor')) return '/coop'
  if (roles.has('member')) return '/member'
  if (roles.has('sale_assistant') || roles.has('chat_assistant')) return '/studio'
  return '/account'
}
