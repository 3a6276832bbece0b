import { businessDay } from '#shared/calendar.ts'
import { fen, sumFen, type Fen } from '#shared/money.ts'
import { accept, refuse, type Result } from '#shared/result.ts'
import { clearing as account, PLATFORM_BOOK } from '../revenue-share/index.ts'
import { createBankPayouts, type BankPayouts } from './bank-payouts.ts'
import type { ClearingDeps } from './deps.ts'
import { explain } from './explain.ts'
import { bookStripeFees } from './stripe-fees.ts'
import { findCount, findCounts, insertCount, latestCount } from './store.ts'
import type { Clearing, Count, Counter, CountRefusal, Explanation, StripeLine } from './types.ts'

/** Where a count goes on: with what an earlier one left open. */
type Since = Pick<Count, 'height' | 'differences'> & { lastLineId: string | null }
type Counted = Explanation & { stripeFen: Fen; bookFen: Fen; height: number; lastLineId: string | null }

const fromTheStart: Since = { height: 0, differences: [], lastLineId: null }
const unexplained = ({ stripeFen, bookFen, explainedFen }: Counted) => stripeFen - bookFen - explainedFen

/** What the books say is at Stripe, against what Stripe says. */
export function createClearing(deps: ClearingDeps): Clearing {
  const { db, clock, ids, log } = deps
  const bankPayouts = createBankPayouts(deps)

  return {
    bookPayout: bankPayouts.bookPayout,

    async count(by) {
      const known = await latestCount(db)
      let counted = await countSince({ ...deps, bankPayouts }, known ?? fromTheStart, by)
      // Whatever an earlier count missed, looking at every line again finds it.
      if (counted.ok && known && unexplained(counted.value) !== 0)
        counted = await countSince({ ...deps, bankPayouts }, fromTheStart, by)
      if (!counted.ok) return refuse(counted.refusal)
      const [id, at] = [ids.next('count'), clock.now()]
      const said = { id, at, day: businessDay(at), byId: by?.userId ?? null, byName: by?.name ?? null }
      await insertCount(db, { ...said, ...counted.value })
      const missing = unexplained(counted.value)
      if (missing !== 0)
        log.error({ countId: id, missing }, 'Stripe and the books differ, and nothing says why')
      return accept({ countId: id })
    },

    latest: () => latestCount(db),
    find: (countId) => findCount(db, countId),
    counts: (limit) => findCounts(db, limit),
  }
}

type Counting = ClearingDeps & { bankPayouts: BankPayouts }

async function countSince(
  { db, clock, ledger, payments, bankPayouts, bookDisputes }: Counting,
  since: Since,
  by: Counter,
): Promise<Result<Counted, CountRefusal>> {
  const first = await payments.balance(since.lastLineId)
  if (!first.ok) return first
  const open = since.differences.flatMap(({ stripe }) => stripe)
  const told = [...open, ...first.value.lines]
  const booked = await bankPayouts.bookPayouts(told, by)
  if (!booked.ok) return booked
  const disputed = await bookDisputes(told.flatMap(disputeOf))
  if (!disputed.ok) return disputed
  await bookStripeFees({ db, clock, ledger }, told, by)

  // The books first: what Stripe has beyond them then is young, and what they have beyond Stripe is wrong.
  await ledger.sealBlocks()
  const { height } = await ledger.sealedHead()
  const [bookFen, lines] = await Promise.all([
    bookBalance(ledger, height),
    ledger.linesSealed({ book: PLATFORM_BOOK, account, above: since.height, height }),
  ])
  const newest = first.value.lines.at(-1)?.lineId ?? since.lastLineId
  const rest = await payments.balance(newest)
  if (!rest.ok) return rest

  const stripe = [...open, ...first.value.lines, ...rest.value.lines]
  const entries = [...since.differences.flatMap((difference) => difference.booked), ...lines]
  return accept({
    ...explain({ stripe, booked: entries, now: clock.now() }),
    ...{ stripeFen: rest.value.totalFen, bookFen, height },
    lastLineId: rest.value.lines.at(-1)?.lineId ?? newest,
  })
}

/** Which dispute a line is of, by the letters that Stripe's ids begin with: older counts kept no more of it. */
function disputeOf({ sourceId }: StripeLine): string[] {
  return sourceId && /^d[pu]_/.test(sourceId) ? [sourceId] : []
}

async function bookBalance(ledger: ClearingDeps['ledger'], height: number): Promise<Fen> {
  const ever = { from: '0001-01-01', to: '9999-12-31' }
  const months = await ledger.accountMonths({ book: PLATFORM_BOOK, account, height, ...ever })
  return fen(sumFen(months.map(({ debit }) => debit)) - sumFen(months.map(({ credit }) => credit)))
}
