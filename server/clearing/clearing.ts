import { businessDay } from '#shared/calendar.ts'
import { accept, refuse, type Result } from '#shared/result.ts'
import { fen, sumFen, type Fen } from '#shared/money.ts'
import type { Ledger } from '../ledger/index.ts'
import type { BalanceLine, Payments } from '../payments/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { Ids } from '../platform/ids.ts'
import type { Log } from '../platform/log.ts'
import { clearing as account, PLATFORM_BOOK, transitAccounts } from '../revenue-share/index.ts'
import { explain } from './explain.ts'
import { movementJournal, movementsDue } from './movements.ts'
import {
  findCount,
  findCounts,
  insertCount,
  insertMovement,
  latestCount,
  lockPayout,
  movementsOf,
  payoutsOnTheirWay,
} from './store.ts'
import type { Clearing, Count, Counter, CountRefusal, Explanation } from './types.ts'

export type ClearingDeps = {
  db: Db
  clock: Clock
  ids: Ids
  log: Log
  ledger: Pick<
    Ledger,
    'post' | 'openAccounts' | 'sealBlocks' | 'sealedHead' | 'linesSealed' | 'accountMonths' | 'vouchers'
  >
  payments: Pick<Payments, 'balance' | 'payout'>
}

/** Where a count goes on: with what an earlier one left open. */
type Since = Pick<Count, 'height' | 'differences'> & { lastLineId: string | null }
type Counted = Explanation & { stripeFen: Fen; bookFen: Fen; height: number; lastLineId: string | null }

const fromTheStart: Since = { height: 0, differences: [], lastLineId: null }
const unexplained = ({ stripeFen, bookFen, explainedFen }: Counted) => stripeFen - bookFen - explainedFen

/** What the books say is at Stripe, against what Stripe says. */
export function createClearing(deps: ClearingDeps): Clearing {
  const { db, clock, ids, log, ledger, payments } = deps

  async function bookPayout(payoutId: string, by: Counter = null) {
    const answer = await payments.payout(payoutId)
    if (!answer.ok) throw new Error(`Stripe can't be asked about payout ${payoutId}`)
    const payout = answer.value
    if (payout.currency !== 'cny') {
      log.error({ payoutId, currency: payout.currency }, 'a payout in another currency is not booked')
      return
    }
    await ledger.openAccounts(transitAccounts)
    await db.$transaction(async (tx: Tx) => {
      await lockPayout(tx, payoutId)
      const at = clock.now()
      const actor = by?.userId ?? 'clearing'
      for (const movement of movementsDue(payout, await movementsOf(tx, payoutId))) {
        const journal = movementJournal(payout, movement, { on: businessDay(at), actor })
        const { journalId } = (await ledger.post(tx, [journal])).get(journal.key)!
        const { amountFen } = payout
        await insertMovement(tx, { payoutId, movement, amountFen, journalId, bookedBy: actor, at })
      }
    })
  }

  /** Those that Stripe's lines tell of, and those of which nobody has heard that they arrived. */
  async function bookPayouts(lines: readonly BalanceLine[], by: Counter) {
    const told = lines.flatMap(({ type, sourceId }) => (type.startsWith('payout') && sourceId ? [sourceId] : []))
    for (const payoutId of new Set([...told, ...(await payoutsOnTheirWay(db))])) await bookPayout(payoutId, by)
  }

  async function bookBalance(height: number): Promise<Fen> {
    const ever = { from: '0001-01-01', to: '9999-12-31' }
    const months = await ledger.accountMonths({ book: PLATFORM_BOOK, account, height, ...ever })
    return fen(sumFen(months.map(({ debit }) => debit)) - sumFen(months.map(({ credit }) => credit)))
  }

  async function countSince(since: Since, by: Counter): Promise<Result<Counted, CountRefusal>> {
    const first = await payments.balance(since.lastLineId)
    if (!first.ok) return first
    const open = since.differences.flatMap(({ stripe }) => stripe)
    await bookPayouts([...open, ...first.value.lines], by)

    // The books first: what Stripe has beyond them then is young, and what they have beyond Stripe is wrong.
    await ledger.sealBlocks()
    const { height } = await ledger.sealedHead()
    const [bookFen, lines] = await Promise.all([
      bookBalance(height),
      ledger.linesSealed({ book: PLATFORM_BOOK, account, above: since.height, height }),
    ])
    const rest = await payments.balance(first.value.lines.at(-1)?.lineId ?? since.lastLineId)
    if (!rest.ok) return rest

    const stripe = [...open, ...first.value.lines, ...rest.value.lines]
    const booked = [...since.differences.flatMap((difference) => difference.booked), ...lines]
    return accept({
      ...explain({ stripe, booked, now: clock.now() }),
      ...{ stripeFen: rest.value.totalFen, bookFen, height },
      lastLineId: stripe.at(-1)?.lineId ?? since.lastLineId,
    })
  }

  return {
    bookPayout,

    async count(by) {
      const known = await latestCount(db)
      let counted = await countSince(known ?? fromTheStart, by)
      // Whatever an earlier count missed, looking at every line again finds it.
      if (counted.ok && known && unexplained(counted.value) !== 0) counted = await countSince(fromTheStart, by)
      if (!counted.ok) return refuse(counted.refusal)
      const [id, at] = [ids.next('count'), clock.now()]
      const said = { id, at, day: businessDay(at), byId: by?.userId ?? null, byName: by?.name ?? null }
      await insertCount(db, { ...said, ...counted.value })
      const missing = unexplained(counted.value)
      if (missing !== 0) log.error({ countId: id, missing }, 'Stripe and the books differ, and nothing says why')
      return accept({ countId: id })
    },

    latest: () => latestCount(db),
    find: (countId) => findCount(db, countId),
    counts: (limit) => findCounts(db, limit),

    async voucher({ month, number }) {
      const { height } = await ledger.sealedHead()
      const page = { book: PLATFORM_BOOK, month, height, after: number - 1, limit: 1 }
      const [voucher] = await ledger.vouchers(page)
      return voucher?.number === number ? voucher : null
    },
  }
}
