import { businessDay } from '#shared/calendar.ts'
import { accept, type Result } from '#shared/result.ts'
import type { Outage } from '../payments/index.ts'
import { transitAccounts } from '../revenue-share/index.ts'
import type { ClearingDeps } from './deps.ts'
import { movementJournal, movementsDue } from './movements.ts'
import { insertMovement, lockFact, movementsOf, payoutsOnTheirWay } from './store.ts'
import type { Counter, StripeLine } from './types.ts'

export type BankPayouts = {
  bookPayout(payoutId: string, by?: Counter): Promise<void>
  /** those that Stripe's lines tell of, and those of which nobody has heard that they arrived */
  bookPayouts(lines: readonly StripeLine[], by: Counter): Promise<Result<null, Outage>>
}

/** What Stripe sends to the bank, step by step, as Stripe says it stands now. */
export function createBankPayouts({ db, clock, log, ledger, payments }: ClearingDeps): BankPayouts {
  async function book(payoutId: string, by: Counter): Promise<Result<null, Outage>> {
    const answer = await payments.payout(payoutId)
    if (!answer.ok) return answer
    const payout = answer.value
    const { amountFen, currency } = payout
    if (currency !== 'cny') {
      log.error({ payoutId, currency }, 'a payout in another currency is not booked')
      return accept(null)
    }
    await ledger.openAccounts(transitAccounts)
    await db.$transaction(async (tx) => {
      await lockFact(tx, payoutId)
      const at = clock.now()
      const actor = by?.userId ?? 'clearing'
      for (const movement of movementsDue(payout, await movementsOf(tx, payoutId))) {
        const journal = movementJournal(payout, movement, { on: businessDay(at), actor })
        const { journalId } = (await ledger.post(tx, [journal])).get(journal.key)!
        await insertMovement(tx, { payoutId, movement, amountFen, journalId, bookedBy: actor, at })
      }
    })
    return accept(null)
  }

  return {
    async bookPayout(payoutId, by = null) {
      const booked = await book(payoutId, by)
      if (!booked.ok) throw new Error(`Stripe can't be asked about payout ${payoutId}`)
    },
    async bookPayouts(lines, by) {
      const told = lines.flatMap(({ type, sourceId }) =>
        type.startsWith('payout') && sourceId ? [sourceId] : [],
      )
      for (const payoutId of new Set([...told, ...(await payoutsOnTheirWay(db))])) {
        const booked = await book(payoutId, by)
        if (!booked.ok) return booked
      }
      return accept(null)
    },
  }
}
