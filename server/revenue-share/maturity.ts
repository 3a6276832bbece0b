import { businessDay } from '#shared/calendar.ts'
import { fen, type Fen } from '#shared/money.ts'
import type { JournalRequest, Ledger } from '../ledger/index.ts'
import type { Db, Tx } from '../platform/db.ts'
import { availableOf, clawbackOf, partyHolds, pendingOf, PLATFORM_BOOK } from './accounts.ts'
import { matured, netAgainst, type Position } from './claw-back.ts'
import { markMatured, partiesDue, unmaturedOf, type DueParty } from './maturity-store.ts'
import { positionOf } from './positions.ts'
import { credit, debit } from './rules.ts'
import type { RevenueShare } from './types.ts'

/** A party is one short transaction; whoever is left over is due at the next run. */
const PARTIES_PER_RUN = 200

type Deps = { db: Db; ledger: Pick<Ledger, 'post' | 'holdBalances'> }

/** 待结算 becomes 可提现 when the return period is over. What the party owes is paid back of it first. */
export function createMaturity({ db, ledger }: Deps): Pick<RevenueShare, 'matureEarnings'> {
  async function mature(tx: Tx, { party, isHousehold }: DueParty, at: Date): Promise<boolean> {
    // Under the balances' lock, before it is looked what is due: the same party is not matured twice at once.
    const held = await ledger.holdBalances(tx, partyHolds(party))
    const lines = await markMatured(tx, party, at)
    const [first] = lines
    if (!first) return false
    const position = positionOf(held, party)
    const maturedFen = matured(position.pendingFen, await unmaturedOf(tx, party))
    if (maturedFen === 0) return true

    const journal = maturityJournal({ party, isHousehold, at, first, maturedFen, position })
    await ledger.post(tx, [journal])
    return true
  }

  return {
    async matureEarnings(at) {
      let done = 0
      for (const due of await partiesDue(db, at, PARTIES_PER_RUN))
        if (await db.$transaction((tx) => mature(tx, due, at))) done += 1
      return done
    },
  }
}

type Maturing = DueParty & {
  at: Date
  /** the first of the order lines that mature together: each matures once, so it names the fact */
  first: string
  maturedFen: Fen
  position: Position
}

function maturityJournal({ party, isHousehold, at, first, maturedFen, position }: Maturing): JournalRequest {
  const netFen = netAgainst(position.owesFen, maturedFen, isHousehold)
  const lines = [
    debit(PLATFORM_BOOK, pendingOf(party), maturedFen),
    credit(PLATFORM_BOOK, clawbackOf(party), netFen),
    credit(PLATFORM_BOOK, availableOf(party), fen(maturedFen - netFen)),
  ]
  return {
    key: `maturity:${party}:${first}`,
    kind: 'maturity',
    effectiveOn: businessDay(at),
    source: { type: 'party', id: party },
    actor: 'mature-earnings',
    memo: netFen > 0 ? '退货期已过，转可提现；先抵应收追回' : '退货期已过，转可提现',
    lines: lines.filter(({ amount }) => amount !== 0),
  }
}
