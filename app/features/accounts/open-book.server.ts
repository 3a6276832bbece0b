import { data, type AppLoadContext } from '@remix-run/node'
import type { BookRange } from '#server/ledger/index.ts'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { noteRead } from '#app/doors/person-read.server.ts'
import { businessDay } from '#shared/calendar.ts'
import type { Bilingual } from '#shared/locale.ts'
import { rangeQuery } from '#shared/accounts.ts'
import type { Action } from '#shared/policy-table.ts'

type Door = { context: AppLoadContext; request: Request; params: Record<string, string | undefined> }

/**
 * Whoever may do `action` with the organisation in the address, and its book. `namesIn`: whose the accounts are; that
 * he reads them is written down.
 */
export async function openBook({ context, request, params }: Door, action: Action) {
  const organisationId = params.organisationId ?? ''
  const who = requireActor({ context, request }, action, { organisationId })
  const { ledger, registry } = context.services
  const organisation = (await registry.organisation(organisationId)) ?? notFound()
  const book = (organisation.bookCode ? await ledger.book(organisation.bookCode) : null) ?? notFound()
  return {
    ...who,
    organisation,
    book,
    today: businessDay(context.now()),
    async namesIn(codes: readonly string[]) {
      const parties = partiesIn(codes)
      const [only, ...others] = parties
      const subject = only && others.length === 0 ? { subjectParty: only } : ({ everybody: true } as const)
      if (only) await noteRead(context, who, { organisationId, page: action, ...subject })
      return partyNames(context, { organisationId, parties })
    },
  }
}

/**
 * The days and the block that the address asks for. Without any: this year so far, up to the newest block. All figures
 * of a page are of that one block, whatever is sealed while it is made.
 */
export async function rangeOf({ context, request }: Door, { book, today }: { book: string; today: string }) {
  const asked = rangeQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!asked.success) throw data({ kind: 'bad_request' }, { status: 400 })
  const head = await context.services.ledger.sealedHead(asked.data.height)
  const to = asked.data.to ?? (asked.data.from && asked.data.from > today ? asked.data.from : today)
  const from = asked.data.from ?? `${to.slice(0, 4)}-01-01`
  const range: BookRange = { book, from, to, height: head.height }
  return { range, head, pinned: asked.data.height !== undefined }
}

const PARTY = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/

const partiesIn = (codes: readonly string[]) => [
  ...new Set(codes.flatMap((code) => PARTY.exec(code)?.[0] ?? [])),
]

/** Whose accounts these are: the ledger knows parties by opaque ids only. */
async function partyNames(
  { services }: AppLoadContext,
  { organisationId, parties }: { organisationId: string; parties: readonly string[] },
): Promise<Record<string, Bilingual>> {
  if (parties.length === 0) return {}
  const [members, known] = await Promise.all([
    services.dividends.membersOf(organisationId),
    services.registry.partyNames(parties, 'staff'),
  ])
  return Object.fromEntries([
    ...members
      .filter(({ partyId }) => parties.includes(partyId))
      .map(({ partyId, name }) => [partyId, name] as const),
    ...known,
  ])
}
