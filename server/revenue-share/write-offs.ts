import { businessDay } from '#shared/calendar.ts'
import { fen } from '#shared/money.ts'
import { accept, refuse } from '#shared/result.ts'
import type { JournalRequest, Ledger } from '../ledger/index.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { Ids } from '../platform/ids.ts'
import {
  clawbackOf,
  memberPayable,
  partyHolds,
  PLATFORM_BOOK,
  refundAccounts,
  writeOffAccount,
  writeOffs,
} from './accounts.ts'
import { positionOf } from './positions.ts'
import { takenFrom } from './refund-journal.ts'
import { bookOf, credit, debit } from './rules.ts'
import type { RevenueShare, WriteOff } from './types.ts'
import { decideWriteOff, findWriteOffs, insertWriteOff, lockWriteOff } from './write-off-store.ts'

type Deps = { db: Db; ids: Ids; ledger: Pick<Ledger, 'post' | 'openAccounts' | 'holdBalances' | 'balances'> }
type Verbs = Pick<RevenueShare, 'proposeWriteOff' | 'decideWriteOff' | 'writeOffsOf'>
type Deciding = Parameters<Verbs['decideWriteOff']>[0]

/** 核销: a cooperative bears what its member can't pay back (其他支出). One person proposes, another decides. */
export function createWriteOffs({ db, ids, ledger }: Deps): Verbs {
  return {
    async proposeWriteOff({ household, cooperative, amountFen, reason, by, at }) {
      const accounts = await ledger.balances({ book: PLATFORM_BOOK, partyId: household.partyId })
      const owesFen = accounts.find(({ code }) => code === clawbackOf(household.partyId))?.net ?? fen(0)
      if (amountFen > owesFen) return refuse({ kind: 'not_owed', owesFen })
      const id = ids.next('writeoff')
      const written = await insertWriteOff(db, {
        ...{ id, amountFen: BigInt(amountFen), reason, proposedAt: at },
        ...{ householdParty: household.partyId, cooperativeParty: cooperative.partyId },
        ...{ makerId: by.userId, makerName: by.name },
      })
      return written ? accept({ writeOffId: id }) : refuse({ kind: 'write_off_open' })
    },

    async decideWriteOff(deciding) {
      const { cooperative } = deciding
      const book = bookOf(cooperative)
      await ledger.openAccounts([writeOffAccount(book), ...refundAccounts([cooperative.partyId])])
      return db.$transaction((tx) => decide(tx, deciding))
    },

    writeOffsOf: (cooperative) => findWriteOffs(db, cooperative.partyId),
  }

  async function decide(tx: Tx, { writeOffId, cooperative, approve, by, at }: Deciding) {
    const writeOff = await lockWriteOff(tx, writeOffId, cooperative.partyId)
    if (!writeOff) return refuse({ kind: 'write_off_not_found' })
    if (writeOff.state !== 'proposed') return refuse({ kind: 'write_off_decided' })
    if (writeOff.maker.userId === by.userId) return refuse({ kind: 'same_person' })
    const decision = { checkerId: by.userId, checkerName: by.name, decidedAt: at }
    if (!approve) {
      await decideWriteOff(tx, writeOffId, { ...decision, state: 'rejected', journalId: null })
      return accept({ state: 'rejected' as const })
    }

    const book = bookOf(cooperative)
    const held = await ledger.holdBalances(tx, [
      ...partyHolds(writeOff.householdParty),
      ...partyHolds(cooperative.partyId),
      { book, account: memberPayable(writeOff.householdParty) },
    ])
    const { owesFen } = positionOf(held, writeOff.householdParty)
    // Later earnings may have paid some of it back since it was proposed.
    if (writeOff.amountFen > owesFen) return refuse({ kind: 'not_owed', owesFen })
    const journal = writeOffJournal(writeOff, { cooperative, held, at })
    const posted = await ledger.post(tx, [journal])
    const { journalId } = posted.get(journal.key)!
    await decideWriteOff(tx, writeOffId, { ...decision, state: 'approved', journalId })
    return accept({ state: 'approved' as const })
  }
}

type Booking = Pick<Deciding, 'cooperative' | 'at'> & { held: Awaited<ReturnType<Ledger['holdBalances']>> }

/** The platform takes from the cooperative what the household owed; the cooperative forgives its member and bears it. */
function writeOffJournal(writeOff: WriteOff, { cooperative, held, at }: Booking): JournalRequest {
  const { writeOffId, householdParty, amountFen, reason } = writeOff
  const book = bookOf(cooperative)
  const lines = [
    ...takenFrom(cooperative.partyId, amountFen, positionOf(held, cooperative.partyId)),
    credit(PLATFORM_BOOK, clawbackOf(householdParty), amountFen),
    debit(book, writeOffs, amountFen),
    credit(book, memberPayable(householdParty), amountFen),
  ]
  return {
    key: `write-off:${writeOffId}`,
    kind: 'write_off',
    effectiveOn: businessDay(at),
    source: { type: 'write_off', id: writeOffId },
    actor: 'write-offs',
    memo: `核销应收追回：${reason}`,
    lines: lines.filter(({ amount }) => amount !== 0),
  }
}
