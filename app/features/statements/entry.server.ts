import type { AppLoadContext } from '@remix-run/node'
import type { StatementOf } from '#server/statements/index.ts'
import { notFound } from '#app/doors/answer.server.ts'
import type { NameViewer } from '#shared/person-name.ts'
import { journalIdParam } from '#shared/statements.ts'

type Asked = { context: AppLoadContext; of: StatementOf; journalId: string | undefined; viewer: NameViewer }

/** One entry of a party, led back to its goods, live session, lots and rule, and to who else got what of it. */
export async function loadEntry({ context, of, journalId, viewer }: Asked) {
  const asked = journalIdParam.safeParse(journalId)
  if (!asked.success) return notFound()
  const { checkout, ledger, live, registry, revenueShare, statements } = context.services
  const entry = (await statements.entry(of, asked.data)) ?? notFound()
  const [order] = entry.orderId ? await checkout.soldOrders([entry.orderId]) : []
  const legs = order ? await revenueShare.allocationsOf([order.orderLineId]) : []
  const [first] = legs
  const parties = legs.map(({ party }) => party).filter((party) => journalIdParam.safeParse(party).success)
  const isRefund = entry.kind === 'refund' && order !== undefined
  const [rule, names, journal, room, refunds] = await Promise.all([
    first ? revenueShare.ruleVersion(first.ruleVersionId) : null,
    registry.partyNames(parties, viewer),
    ledger.journal(asked.data),
    order?.liveSessionId ? live.card(order.liveSessionId) : null,
    isRefund ? revenueShare.refundsOf([order.orderLineId]) : [],
  ])
  const refund = refunds.find(({ journalId: id }) => id === asked.data)
  return {
    entry,
    order: order ?? null,
    room: room && { liveSessionId: room.liveSessionId, title: room.title },
    rule,
    refund: refund ? { reason: refund.reason, policy: refund.policy } : null,
    // A member knows who he is; his neighbours' names would be masked.
    legs: legs.map((leg) => ({
      ...leg,
      name: (!(viewer === 'member' && leg.party === of.partyId) && names.get(leg.party)) || null,
    })),
    sealedAs: journal?.sealedAs ?? null,
    ownParty: of.partyId,
  }
}

export type LoadedEntry = Awaited<ReturnType<typeof loadEntry>>

/**
 * 入账证明, as a file. Of a journal with figures of other people a member gets none: the file would hold them too, and
 * has to, or it would prove nothing.
 */
export async function loadProof({ context, of, journalId, viewer }: Asked): Promise<Response> {
  const asked = journalIdParam.safeParse(journalId)
  if (!asked.success) return notFound()
  const { proofs, statements } = context.services
  const entry = (await statements.entry(of, asked.data)) ?? notFound()
  if (entry.sharedWithOthers && viewer === 'member') return notFound()
  const proof = (await proofs.proofOf(asked.data)) ?? notFound()
  const name = `shanhuo-proof-${proof.head.when.slice(0, 10)}-${proof.seq}.json`
  return Response.json(proof, {
    headers: {
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'private, no-store',
    },
  })
}
