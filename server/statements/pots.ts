import { fen, sumFen, zeroFen, type Fen } from '#shared/money.ts'
import { memberPotOf } from '../dividends/index.ts'
import type { PartyAmount } from '../ledger/index.ts'
import { PLATFORM_BOOK, potOf } from '../revenue-share/index.ts'
import type { Balance, Pot, Pots, StatementOf } from './types.ts'

export const POTS: readonly Pot[] = [
  'pending',
  'available',
  'paying',
  'current',
  'dividend',
  'owes',
  'contribution',
]

export const noPots: Pots = {
  ...{ pending: zeroFen, available: zeroFen, paying: zeroFen },
  ...{ current: zeroFen, dividend: zeroFen, owes: zeroFen, contribution: zeroFen },
}

/** A collective's members have accounts in its own book only; what they sell they sell through their cooperative. */
export function booksOf({ organisation, own }: StatementOf): string[] {
  const book = organisation.bookCode ? [organisation.bookCode] : []
  if (own) return [PLATFORM_BOOK]
  return organisation.kind === 'cooperative' ? [PLATFORM_BOOK, ...book] : book
}

/** Ledger lines of a party (debit positive) as what it has. A sum of lines gives the sum of their pots. */
export function potsOf(of: StatementOf, amounts: readonly PartyAmount[]): Pots {
  const pots = { ...noPots }
  for (const amount of amounts) {
    const pot = potFor(of, amount)
    // What is owed to a party is a credit; what it owes a debit.
    if (pot) pots[pot] = fen(pots[pot] + (pot === 'owes' ? amount.amount : -amount.amount))
  }
  return { ...pots, current: beyondPlatform(of, pots) }
}

function potFor(of: StatementOf, { book, account }: PartyAmount): Pot | null {
  if (book === PLATFORM_BOOK) return potOf(of.partyId, account)
  const regime = of.organisation.kind === 'collective' ? 'collective' : 'cooperative'
  return memberPotOf(regime, of.partyId, account)
}

/**
 * A cooperative's 成员往来 also holds what the platform holds for the member (the same sale, in two books): that is
 * counted once, where it lies.
 */
function beyondPlatform({ own, organisation }: StatementOf, pots: Pots): Fen {
  const mirrored = !own && organisation.kind === 'cooperative'
  return mirrored ? fen(pots.current - pots.pending - pots.available - pots.paying + pots.owes) : pots.current
}

export function addPots(a: Pots, b: Pots): Pots {
  const sum = { ...noPots }
  for (const pot of POTS) sum[pot] = fen(a[pot] + b[pot])
  return sum
}

/** A contribution is a member's, and nobody can have it paid out while he is one. */
export function totalOf({ pending, available, paying, current, dividend, owes }: Pots): Fen {
  return sumFen([pending, available, paying, current, dividend, fen(0 - owes)])
}

export const balanceOf = (pots: Pots): Balance => ({ ...pots, totalFen: totalOf(pots) })
