import { shareAlliance } from '#shared/alliance.ts'
import { zeroFen } from '#shared/money.ts'
import type { Leg } from '#shared/sale-legs.ts'
import type { AllianceTerms } from '../alliances/index.ts'
import { isPaidOut, partyOf } from './rules.ts'
import type { AllianceShareRow } from './alliance-store.ts'
import type { AllocationRow, AlliedParts, PlannedSale } from './types.ts'

// Pure: an alliance's leg of a sale as its members' allocations.

const alliedFen = (legs: readonly Leg[]) =>
  legs.find(({ partyKind }) => partyKind === 'alliance')?.amountFen ?? zeroFen

export function alliedParts(terms: AllianceTerms, legs: readonly Leg[], orderLineId: string): AlliedParts {
  const { id, baseBp, members } = terms
  const seats = members.map(({ collective, contribution }) => ({ party: collective.partyId, contribution }))
  const shares = shareAlliance(alliedFen(legs), { baseBp, seats }, orderLineId)
  const parts = members.map(({ collective }) => ({
    collective,
    amountFen: shares.get(collective.partyId) ?? zeroFen,
  }))
  return { termsId: id, parts: parts.filter(({ amountFen }) => amountFen > 0) }
}

export function allianceShareOf({ line, legs, allied }: PlannedSale): AllianceShareRow[] {
  if (!allied) return []
  const { orderLineId, placedOn, paidOn } = line
  return [{ orderLineId, termsId: allied.termsId, amountFen: alliedFen(legs), placedOn, paidOn }]
}

export function allocationsFor({ line, legs, allied }: PlannedSale, journalId: string): AllocationRow[] {
  const own = legs.flatMap(({ partyKind, amountFen }) =>
    partyKind === 'alliance' ? [] : [{ party: partyOf(partyKind, line), partyKind, amountFen }],
  )
  const shared = (allied?.parts ?? []).map(({ collective: { partyId }, amountFen }) => ({
    ...{ party: partyId, partyKind: 'alliance' as const, amountFen },
  }))
  return [...own, ...shared].map((leg) => ({
    ...leg,
    orderLineId: line.orderLineId,
    refundedFen: zeroFen,
    ruleVersionId: line.ruleVersionId,
    journalId,
    maturesAt: isPaidOut(leg.partyKind) ? line.maturesAt : null,
  }))
}
