import { businessDay } from '#shared/calendar.ts'
import type { JournalRequest } from '../ledger/index.ts'
import {
  clearing,
  credit,
  debit,
  PLATFORM_BOOK,
  stripeFeeAccount,
  stripeFees,
} from '../revenue-share/index.ts'
import type { ClearingDeps } from './deps.ts'
import { bookedFees, insertFee, lockFact } from './store.ts'
import type { Counter, StripeLine } from './types.ts'

/** What Stripe charges for itself, of no payment: Radar, connected accounts, exchange, and the tax on it. */
const TYPES = ['stripe_fee', 'stripe_fx_fee', 'tax_fee']

export const isStripesOwnFee = ({ type }: Pick<StripeLine, 'type'>) => TYPES.includes(type)

/** Books each of these lines that is a fee of Stripe's own, once, on the day on which Stripe took it. */
export async function bookStripeFees(
  { db, clock, ledger }: Pick<ClearingDeps, 'db' | 'clock' | 'ledger'>,
  lines: readonly StripeLine[],
  by: Counter,
): Promise<void> {
  const fees = lines.filter((line) => isStripesOwnFee(line) && line.netFen !== 0)
  if (fees.length === 0) return
  await ledger.openAccounts([stripeFeeAccount])
  const actor = by?.userId ?? 'clearing'
  for (const fee of fees)
    await db.$transaction(async (tx) => {
      await lockFact(tx, fee.lineId)
      if ((await bookedFees(tx, [fee.lineId])).has(fee.lineId)) return
      const journal = feeJournal(fee, actor)
      const { journalId } = (await ledger.post(tx, [journal])).get(journal.key)!
      await insertFee(tx, fee, { journalId, bookedBy: actor, at: clock.now() })
    })
}

function feeJournal({ lineId, netFen, at, description }: StripeLine, actor: string): JournalRequest {
  return {
    key: `stripe-balance:${lineId}`,
    kind: 'stripe_fee',
    effectiveOn: businessDay(new Date(at)),
    source: { type: 'stripe_balance', id: lineId },
    actor,
    memo: `Stripe 收费${description ? `：${description}` : ''}`,
    lines: [credit(PLATFORM_BOOK, stripeFees, netFen), debit(PLATFORM_BOOK, clearing, netFen)],
  }
}
