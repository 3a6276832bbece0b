import { businessDay } from '#shared/calendar.ts'
import type { Alliances } from '../alliances/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Db } from '../platform/db.ts'
import type { Ids } from '../platform/ids.ts'
import { allianceShareOf, allocationsFor, alliedParts } from './allied-parts.ts'
import { findAllianceMonths, insertAllianceShares } from './alliance-store.ts'
import { couponAccount } from './accounts.ts'
import { insertDiscounts } from './discount-store.ts'
import { createDisputes } from './disputes.ts'
import { createEarnings } from './earnings.ts'
import { createMaturity } from './maturity.ts'
import { createRefunds } from './refunds.ts'
import { opening } from './opening.ts'
import { createPreviews } from './previews.ts'
import { returnableJournal, returnedJournal, saleJournal } from './rules.ts'
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
import { createSuccession } from './succession.ts'
import { createWriteOffs } from './write-offs.ts'
import type { RevenueShare, RuledGoods, RuleVersion } from './types.ts'

type Deps = { db: Db; ids: Ids; ledger: Ledger; alliances: Pick<Alliances, 'termsOf' | 'terms'> }

/** Who gets what of each sale, and the entries that say so. What a buyer is shown and what is booked is one function. */
export function createRevenueShare({ db, ids, ledger, alliances }: Deps): RevenueShare {
  /** Versions never change once active, so their text may be remembered. */
  const known = new Map<string, RuleVersion>()
  const ruleVersion = async (id: string) => {
    const found = known.get(id) ?? (await findRuleVersion(db, id))
    if (!found) throw new Error(`No split rule version ${id}`)
    known.set(id, found)
    return found
  }
  const activeRule = async (goods: RuledGoods, at: Date) => {
    const terms = await alliances.termsOf(goods.collectiveId, businessDay(at))
    const found = await findActiveRule(db, ruleCodesOf(goods, terms?.alliance.id ?? null), at)
    if (!found) throw new Error(`No split rule ${goods.ruleCode} is in force at ${at.toISOString()}`)
    return found
  }

  const { allied, ...previews } = createPreviews({ alliances, activeRule, ruleVersion })

  return {
    activeRule,
    ruleVersion,
    activate: (draft) => db.$transaction((tx) => insertActiveRule(tx, ids.uuid(), draft)),
    putInForce: (tx, rule) => insertNextRule(tx, ids.uuid(), rule),
    versionsOf: (ruleCodes) => findRuleVersions(db, ruleCodes),

    ...previews,

    async planSale(line) {
      const { parties, placedOn } = line
      const origin = { collectiveId: parties.collective.id, placedOn }
      const version = await ruleVersion(line.ruleVersionId)
      const { legs, terms } = await allied(version, { ...line, seed: line.orderLineId }, origin)
      const shares = terms && alliedParts(terms, legs, line.orderLineId)
      return { line, legs, allied: shares, journal: saleJournal(line, legs, shares?.parts ?? []) }
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
      await insertAllianceShares(tx, fresh.flatMap(allianceShareOf))
      await insertDiscounts(
        tx,
        fresh.flatMap(({ line: { orderLineId, discountFen: amountFen }, journal }) =>
          amountFen ? [{ orderLineId, amountFen, journalId: posted.get(journal.key)!.journalId }] : [],
        ),
      )
    },
    openDiscountAccount: () => ledger.openAccounts([couponAccount]),

    allocationsOf: (orderLineIds) => findAllocations(db, orderLineIds),
    allianceMonths: (termsIds, months) => findAllianceMonths(db, termsIds, months),
    netFor: (orderLineIds, partyKind) => sumAllocations(db, orderLineIds, partyKind),
    ...createRefunds({ db, ledger, alliances }),
    ...createDisputes({ ledger }),
    ...createMaturity({ db, ledger }),
    ...createWriteOffs({ db, ids, ledger }),
    ...createSuccession({ db, ids, ledger }),
    ...createEarnings({ ledger, ruleVersion }),
    ...opening(ledger),
  }
}
