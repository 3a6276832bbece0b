import { fen, zeroFen } from '#shared/money.ts'
import { expectedFee, legsOf } from '#shared/sale-legs.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Db } from '../platform/db.ts'
import type { Ids } from '../platform/ids.ts'
import type { Party } from '../registry/index.ts'
import * as accounts from './accounts.ts'
import { createEarnings } from './earnings.ts'
import { createMaturity } from './maturity.ts'
import { createRefunds } from './refunds.ts'
import { isPaidOut, partyOf, returnableJournal, returnedJournal, saleJournal } from './rules.ts'
import {
  findActiveRule,
  findAllocations,
  findRuleVersion,
  findRuleVersions,
  insertActiveRule,
  insertAllocations,
  insertNextRule,
  sumAllocations,
} from './store.ts'
import { ruleCodesOf } from './scopes.ts'
import { createWriteOffs } from './write-offs.ts'
import type { PlannedSale, RevenueShare, RuledGoods, RuleVersion, SplitPreview } from './types.ts'

type Deps = { db: Db; ids: Ids; ledger: Ledger }

/** Who gets what of each sale, and the entries that say so. What a buyer is shown and what is booked is one function. */
export function createRevenueShare({ db, ids, ledger }: Deps): RevenueShare {
  /** Versions never change once active, so their text may be remembered. */
  const known = new Map<string, RuleVersion>()
  const ruleVersion = async (id: string) => {
    const found = known.get(id) ?? (await findRuleVersion(db, id))
    if (!found) throw new Error(`No split rule version ${id}`)
    known.set(id, found)
    return found
  }
  const activeRule = async (goods: RuledGoods, at: Date) => {
    const found = await findActiveRule(db, ruleCodesOf(goods), at)
    if (!found) throw new Error(`No split rule ${goods.ruleCode} is in force at ${at.toISOString()}`)
    return found
  }

  return {
    activeRule,
    ruleVersion,
    activate: (draft) => db.$transaction((tx) => insertActiveRule(tx, ids.uuid(), draft)),
    putInForce: (tx, rule) => insertNextRule(tx, ids.uuid(), rule),
    versionsOf: (ruleCodes) => findRuleVersions(db, ruleCodes),

    async preview({ goods, goodsFen, freightFen = zeroFen, at, seed = 'preview' }) {
      const version = await activeRule(goods, at)
      const feeFen = expectedFee(fen(goodsFen + freightFen))
      return previewOf(version, { goodsFen, freightFen, feeFen, seed })
    },

    async previewVersion({ ruleVersionId, goodsFen, freightFen, seed, ...known }) {
      const feeFen = known.feeFen ?? expectedFee(fen(goodsFen + freightFen))
      return previewOf(await ruleVersion(ruleVersionId), { goodsFen, freightFen, feeFen, seed })
    },

    async planSale(line) {
      const { rule } = await ruleVersion(line.ruleVersionId)
      const legs = legsOf(rule, { ...line, seed: line.orderLineId })
      return { line, legs, journal: saleJournal(line, legs) }
    },

    planReturnable: returnableJournal,
    planReturned: returnedJournal,

    async postSales(tx, sales) {
      const once = [...new Map(sales.map((sale) => [sale.journal.key, sale])).values()]
      const posted = await ledger.post(
        tx,
        sales.map(({ journal }) => journal),
      )
      const fresh = once.filter(({ journal }) => posted.get(journal.key)?.replay === false)
      await insertAllocations(
        tx,
        fresh.flatMap((sale) => allocationsFor(sale, posted.get(sale.journal.key)!.journalId)),
      )
    },

    allocationsOf: (orderLineIds) => findAllocations(db, orderLineIds),
    netFor: (orderLineIds, partyKind) => sumAllocations(db, orderLineIds, partyKind),
    ...createRefunds({ db, ledger }),
    ...createMaturity({ db, ledger }),
    ...createWriteOffs({ db, ids, ledger }),
    ...createEarnings({ ledger, ruleVersion }),
    ...opening(ledger),
  }
}

function previewOf(version: RuleVersion, price: Parameters<typeof legsOf>[1]): SplitPreview {
  return {
    ruleVersionId: version.id,
    ruleCode: version.ruleCode,
    version: version.version,
    totalFen: fen(price.goodsFen + price.freightFen),
    legs: legsOf(version.rule, price),
  }
}

function allocationsFor({ line, legs }: PlannedSale, journalId: string) {
  return legs.map(({ partyKind, amountFen }) => ({
    orderLineId: line.orderLineId,
    party: partyOf(partyKind, line),
    partyKind,
    amountFen,
    refundedFen: zeroFen,
    ruleVersionId: line.ruleVersionId,
    journalId,
    maturesAt: isPaidOut(partyKind) ? line.maturesAt : null,
  }))
}

type Opening = Pick<
  RevenueShare,
  'openPlatformBook' | 'openCooperativeBook' | 'openCollectiveBook' | 'openHouseholdAccounts'
>

function opening(ledger: Pick<Ledger, 'openBook' | 'openAccounts'>): Opening {
  const bookOf = ({ id, bookCode }: Party) => {
    if (!bookCode) throw new Error(`${id} keeps no book`)
    return bookCode
  }
  return {
    async openPlatformBook(platform) {
      await ledger.openBook({ code: accounts.PLATFORM_BOOK, name: platform.name.zh, regime: 'platform' })
      await ledger.openAccounts(accounts.platformAccounts)
    },
    async openCooperativeBook(cooperative) {
      const code = bookOf(cooperative)
      await ledger.openBook({ code, name: cooperative.name.zh, regime: 'coop-2021-37' })
      await ledger.openAccounts([
        ...accounts.cooperativeAccounts(code),
        ...accounts.partyAccounts(cooperative.partyId),
      ])
    },
    async openCollectiveBook(collective) {
      const code = bookOf(collective)
      await ledger.openBook({ code, name: collective.name.zh, regime: 'collective-2023-14' })
      await ledger.openAccounts([
        ...accounts.collectiveAccounts(code),
        ...accounts.partyAccounts(collective.partyId),
      ])
    },
    async openHouseholdAccounts(household, cooperative) {
      await ledger.openAccounts([
        ...accounts.partyAccounts(household.partyId),
        accounts.memberAccount(bookOf(cooperative), household.partyId),
      ])
    },
  }
}
