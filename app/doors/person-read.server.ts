import type { AppLoadContext } from '@remix-run/node'
import type { Action } from '#shared/policy-table.ts'
import type { Actor, Membership } from '#shared/roles.ts'

type Who = { actor: Actor; membership: Membership | null }
type What = { organisationId: string; page: Action } & (
  | { subjectParty: string }
  /** a list of all who belong to the organisation */
  | { everybody: true }
)

/** Writes down who reads a person's data, before it is shown. Not for a person's own page. */
export async function noteRead({ services }: AppLoadContext, { actor, membership }: Who, what: What) {
  if (!membership)
    throw new Error(`${what.page} lets people in without a role, so it may not show a person's data`)
  const { organisationId, page } = what
  const subjectParty = 'subjectParty' in what ? what.subjectParty : null
  const reader = { userId: actor.userId, name: actor.name, role: membership.role }
  await services.personReads.record([{ organisationId, page, subjectParty, reader }])
}

/** The same of what hosts have submitted: they read it at /studio/:village/host. The book is the platform's. */
export async function noteHostsRead(
  { services }: AppLoadContext,
  { actor, membership }: Who,
  { page, userIds }: { page: Action; userIds: readonly string[] },
) {
  if (!membership)
    throw new Error(`${page} lets people in without a role, so it may not show a person's data`)
  const { id: organisationId } = await services.registry.platform()
  const reader = { userId: actor.userId, name: actor.name, role: membership.role }
  await services.personReads.record(
    [...new Set(userIds)].map((subjectUserId) => ({
      ...{ organisationId, subjectParty: null, subjectUserId, page, reader },
    })),
  )
}

/** The same of those who are paid, each with the cooperative that it supplies; organisations are no persons. */
export async function notePayeesRead(
  { services }: AppLoadContext,
  { actor, membership }: Who,
  { page, partyIds }: { page: Action; partyIds: readonly string[] },
) {
  if (!membership)
    throw new Error(`${page} lets people in without a role, so it may not show a person's data`)
  const reader = { userId: actor.userId, name: actor.name, role: membership.role }
  const payees = await services.registry.payees(partyIds)
  await services.personReads.record(
    payees.flatMap(({ partyId, cooperativeId }) =>
      cooperativeId === null ? [] : [{ organisationId: cooperativeId, subjectParty: partyId, page, reader }],
    ),
  )
}
