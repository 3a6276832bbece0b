import { businessDay } from '#shared/calendar.ts'
import { fen } from '#shared/money.ts'
import type { AccountRequest, JournalRequest, Ledger } from '../ledger/index.ts'
import type { Db } from '../platform/db.ts'
import type { Ids } from '../platform/ids.ts'
import type { Succession } from '../registry/index.ts'
import {
  availableOf,
  clawbackOf,
  collectiveAccounts,
  collectiveReceivable,
  partyAccounts,
  partyHolds,
  PLATFORM_BOOK,
  refundAccounts,
} from './accounts.ts'
import type { Position } from './claw-back.ts'
import { positionOf } from './positions.ts'
import { bookOf, credit, debit } from './rules.ts'
import type { RevenueShare } from './types.ts'

type Deps = { db: Db; ids: Ids; ledger: Pick<Ledger, 'post' | 'openAccounts' | 'holdBalances'> }
/** 公积公益金: what a collective brought into another, or got of it. Which head a merger is booked to is our reading. */
const mergedWith: Omit<AccountRequest, 'book'> = {
  ...{ code: '311.merged', name: '公积公益金 · 合并转入转出', type: 'equity' },
}

/** 合并: what a collective has at the platform, and what it owes, goes to the one that came after it. */
export function createSuccession({ db, ids, ledger }: Deps): Pick<RevenueShare, 'passOn'> {
  return {
    async passOn(succession, at) {
      const { from, to } = succession
      await ledger.openAccounts([
        ...partyAccounts(to.partyId),
        ...refundAccounts([from.partyId, to.partyId]),
        ...[from, to].flatMap((party) => [
          ...collectiveAccounts(bookOf(party)),
          { book: bookOf(party), ...mergedWith },
        ]),
      ])
      return db.$transaction(async (tx) => {
        const held = await ledger.holdBalances(
          tx,
          [from, to].flatMap(({ partyId }) => partyHolds(partyId)),
        )
        const position = positionOf(held, from.partyId)
        if (position.availableFen === 0 && position.owesFen === 0) return false
        const key = `succession:${from.partyId}:${ids.uuid()}`
        await ledger.post(tx, [successionJournal(succession, position, { key, at })])
        return true
      })
    },
  }
}

/** What is pending stays until its week is over; what is on its way to the bank arrives or comes back. Then it follows. */
function successionJournal(
  { from, to }: Pick<Succession, 'from' | 'to'>,
  { availableFen, owesFen }: Position,
  { key, at }: { key: string; at: Date },
): JournalRequest {
  const net = fen(availableFen - owesFen)
  const lines = [
    debit(PLATFORM_BOOK, availableOf(from.partyId), availableFen),
    credit(PLATFORM_BOOK, availableOf(to.partyId), availableFen),
    debit(PLATFORM_BOOK, clawbackOf(to.partyId), owesFen),
    credit(PLATFORM_BOOK, clawbackOf(from.partyId), owesFen),
    debit(bookOf(from), mergedWith.code, net),
    credit(bookOf(from), collectiveReceivable, net),
    debit(bookOf(to), collectiveReceivable, net),
    credit(bookOf(to), mergedWith.code, net),
  ]
  return {
    ...{ key, kind: 'succession', effectiveOn: businessDay(at), actor: 'pass-on' },
    source: { type: 'party', id: from.partyId },
    memo: '村集体合并，权益和债务由承继方承接',
    lines: lines.filter(({ amount }) => amount !== 0),
  }
}
