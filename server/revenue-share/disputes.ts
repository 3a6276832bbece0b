import type { JournalRequest, Ledger } from '../ledger/index.ts'
import * as accounts from './accounts.ts'
import { credit, debit } from './rules.ts'
import type { DisputeMoves, LossBeyond } from './dispute-types.ts'
import type { RevenueShare } from './types.ts'

const { PLATFORM_BOOK } = accounts

type Deps = { ledger: Pick<Ledger, 'post' | 'openAccounts'> }
type Verbs = Pick<RevenueShare, 'openDisputeAccounts' | 'postDisputeMoves' | 'postLossBeyond'>

/** What a dispute moves, as it moves it. What is lost by one is a refund (`postRefund`), or beyond every sale. */
export function createDisputes({ ledger }: Deps): Verbs {
  return {
    openDisputeAccounts: () => ledger.openAccounts(accounts.disputeAccounts),
    async postDisputeMoves(tx, moves) {
      const journals = moves.lines.map((line) => moveJournal(moves, line))
      const posted = await ledger.post(tx, journals)
      return new Map(moves.lines.map(({ lineId }, at) => [lineId, posted.get(journals[at]!.key)!.journalId]))
    },
    async postLossBeyond(tx, loss) {
      await ledger.post(tx, [beyondJournal(loss)])
    },
  }
}

/** Withdrawn: 应收-争议 instead of money at Stripe, and Stripe's fee for it, which stays spent. Won: the other way. */
function moveJournal(
  { orderId, orderNumber }: DisputeMoves,
  { lineId, amountFen, feeFen, on }: DisputeMoves['lines'][number],
): JournalRequest {
  const isOut = amountFen < 0
  const lines = [
    credit(PLATFORM_BOOK, accounts.disputed, amountFen),
    debit(PLATFORM_BOOK, accounts.disputeFees, feeFen),
    debit(PLATFORM_BOOK, accounts.clearing, amountFen),
    credit(PLATFORM_BOOK, accounts.clearing, feeFen),
  ]
  return {
    key: `stripe-balance:${lineId}`,
    kind: isOut ? 'dispute_withdrawn' : 'dispute_returned',
    effectiveOn: on,
    source: { type: 'order', id: orderId },
    actor: 'checkout',
    memo: `订单 ${orderNumber} 支付争议，${isOut ? '款项被扣回' : '款项退回'}`,
    lines: lines.filter(({ amount }) => amount !== 0),
  }
}

/** The buyer had it back before, or there never was a sale: nobody but the platform may lose it. */
function beyondJournal({ disputeId, orderId, orderNumber, amountFen, on }: LossBeyond): JournalRequest {
  return {
    key: `dispute-beyond:${disputeId}`,
    kind: 'dispute_beyond',
    effectiveOn: on,
    source: { type: 'order', id: orderId },
    actor: 'checkout',
    memo: `订单 ${orderNumber} 支付争议败诉，超出订单的部分由平台承担`,
    lines: [
      debit(PLATFORM_BOOK, accounts.refundsBorne, amountFen),
      credit(PLATFORM_BOOK, accounts.disputed, amountFen),
    ],
  }
}
