import type { PayoutRail } from '#shared/payouts.ts'
import type { AccountRequest } from '../ledger/index.ts'
import type { Payee } from '../registry/index.ts'
import {
  availableOf,
  bank,
  bankAccount,
  clearing,
  collectiveReceivable,
  cooperativeReceivable,
  memberPayable,
  payingOf,
  PLATFORM_BOOK,
} from '../revenue-share/index.ts'

// Which accounts payouts need beside those of selling.

const cash = '101.cash'
/** what the platform pays from */
export const paidFrom: Record<PayoutRail, string> = { bank_file: bank, cash, stripe: clearing }

export function payoutAccounts(
  payees: readonly Pick<Payee, 'partyId' | 'kind' | 'bookCode'>[],
): AccountRequest[] {
  const books = new Set(payees.filter(({ kind }) => kind !== 'household').map(({ bookCode }) => bookCode))
  return [
    bankAccount(PLATFORM_BOOK),
    { book: PLATFORM_BOOK, code: cash, name: '库存现金', type: 'asset' },
    ...[...books].map(bankAccount),
    ...payees.map(({ partyId }): AccountRequest => ({
      ...{ book: PLATFORM_BOOK, type: 'liability', floor: 'no_debit', partyId },
      ...{ code: payingOf(partyId), name: '应付款 · 付款中' },
    })),
  ]
}

/** What is locked while a payment is let go or comes to its end. */
export function payoutHolds(payees: readonly Pick<Payee, 'partyId' | 'kind' | 'bookCode'>[]) {
  return payees.flatMap(({ partyId, kind, bookCode }) => [
    { book: PLATFORM_BOOK, account: availableOf(partyId) },
    { book: PLATFORM_BOOK, account: payingOf(partyId) },
    { book: bookCode, account: mirrorOf({ partyId, kind }).debit },
  ])
}

/** Where the party's own book hears of it: against what the platform owed. */
export function mirrorOf({ partyId, kind }: Pick<Payee, 'partyId' | 'kind'>): {
  debit: string
  credit: string
} {
  switch (kind) {
    case 'household':
      return { debit: memberPayable(partyId), credit: cooperativeReceivable }
    case 'cooperative':
      return { debit: bank, credit: cooperativeReceivable }
    case 'collective':
      return { debit: bank, credit: collectiveReceivable }
  }
}
