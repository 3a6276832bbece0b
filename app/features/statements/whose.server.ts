import type { LoaderFunctionArgs } from '@remix-run/node'
import type { StatementOf } from '#server/statements/index.ts'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { noteRead } from '#app/doors/person-read.server.ts'
import type { Action } from '#shared/policy-table.ts'
import { partyIdParam } from '#shared/statements.ts'

type Door = Pick<LoaderFunctionArgs, 'context' | 'request' | 'params'>

/** An organisation's own money, for its staff and its auditor. */
export async function organisationsOwn({ context, request, params }: Door, action: Action) {
  const organisationId = params.organisationId ?? ''
  const who = requireActor({ context, request }, action, { organisationId })
  const organisation = (await context.services.registry.organisation(organisationId)) ?? notFound()
  const of: StatementOf = { partyId: organisation.partyId, organisation, own: true }
  // A cooperative pays its households and answers for it. The collective's part of a sale is not about them.
  const viewer = organisation.kind === 'cooperative' ? ('staff' as const) : ('public' as const)
  return { ...who, organisation, of, viewer }
}

/** One person's money with an organisation, for its staff and its auditor: that they looked is written down first. */
export async function personAt(door: Door, action: Action) {
  const { context, params } = door
  const { actor, membership, organisation } = await organisationsOwn(door, action)
  const partyId = partyIdParam.safeParse(params.partyId)
  const people = await context.services.statements.peopleOf(organisation)
  const person = people.find((one) => one.partyId === partyId.data) ?? notFound()
  const read = { organisationId: organisation.id, subjectParty: person.partyId, page: action }
  await noteRead(context, { actor, membership }, read)
  const of: StatementOf = { partyId: person.partyId, organisation, own: false }
  return { organisation, person, of }
}

/** Whoever is signed in, as a member of the organisation. Nobody else's can be asked for. */
export async function memberSelf({ context, request, params }: Door, action: Action) {
  const organisationId = params.organisationId ?? ''
  const { actor } = requireActor({ context, request }, action, { organisationId })
  const { dividends, registry } = context.services
  const [organisation, member] = await Promise.all([
    registry.organisation(organisationId),
    dividends.memberFor(organisationId, actor.userId),
  ])
  if (!organisation || !member) return notFound()
  const of: StatementOf = { partyId: member.partyId, organisation, own: false }
  return { organisation, member, of }
}
