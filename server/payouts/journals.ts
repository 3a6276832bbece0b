import type { Fen } from '#shared/money.ts'
import type { PayoutRail } from '#shared/payouts.ts'
import type { JournalRequest } from '../ledger/index.ts'
import type { Payee } from '../registry/index.ts'
import { availableOf, credit, debit, payingOf, PLATFORM_BOOK } from '../revenue-share/index.ts'
import { mirrorOf, paidFrom } from './accounts.ts'

type Fact = { batchId: string; batchNumber: number; on: string; actor: string }
type Paid = Pick<Payee, 'partyId' | 'kind' | 'bookCode'> & { amountFen: Fen }
type OneLine = Fact & { lineId: string; paid: Paid }

const common = ({ batchId, on, actor }: Fact) => ({
  effectiveOn: on,
  source: { type: 'payout', id: batchId },
  actor,
})

/** 可提现 → 付款中, of a whole batch. */
export function holdJournal(fact: Fact, payments: readonly Paid[]): JournalRequest {
  return {
    ...common(fact),
    key: `payout-hold:${fact.batchId}`,
    kind: 'payout_hold',
    memo: `付款批次 ${fact.batchNumber} 已复核，付款中`,
    lines: payments.flatMap(({ partyId, amountFen }) => [
      debit(PLATFORM_BOOK, availableOf(partyId), amountFen),
      credit(PLATFORM_BOOK, payingOf(partyId), amountFen),
    ]),
  }
}

/** It arrived: the platform has paid, and the party's own book hears that it was paid. */
export function settleJournal(fact: OneLine, rail: PayoutRail): JournalRequest {
  const { partyId, bookCode, amountFen } = fact.paid
  const mirror = mirrorOf(fact.paid)
  return {
    ...common(fact),
    key: `payout-settle:${fact.lineId}`,
    kind: 'payout',
    memo: `付款批次 ${fact.batchNumber} 已到账`,
    lines: [
      debit(PLATFORM_BOOK, payingOf(partyId), amountFen),
      credit(PLATFORM_BOOK, paidFrom[rail], amountFen),
      debit(bookCode, mirror.debit, amountFen),
      credit(bookCode, mirror.credit, amountFen),
    ],
  }
}

/** It came back: 付款中 → 可提现. */
export function returnJournal(fact: OneLine): JournalRequest {
  const { partyId, amountFen } = fact.paid
  return {
    ...common(fact),
    key: `payout-return:${fact.lineId}`,
    kind: 'payout_return',
    memo: `付款批次 ${fact.batchNumber} 未成功，退回可提现`,
    lines: [
      debit(PLATFORM_BOOK, payingOf(partyId), amountFen),
      credit(PLATFORM_BOOK, availableOf(partyId), amountFen),
    ],
  }
}
