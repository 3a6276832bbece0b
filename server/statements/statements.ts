import { lastDayOf, monthsBetween } from '#shared/calendar.ts'
import { fen, zeroFen } from '#shared/money.ts'
import { ENTRIES_A_PAGE } from '#shared/statements.ts'
import type { Dividends } from '../dividends/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Registry } from '../registry/index.ts'
import type { RevenueShare } from '../revenue-share/index.ts'
import { createEntries } from './entries.ts'
import { createPeople } from './people.ts'
import { addPots, balanceOf, booksOf, potsOf, totalOf } from './pots.ts'
import type { PartyStatement, StatementMonth, StatementOf, Statements } from './types.ts'

type Deps = {
  ledger: Pick<Ledger, 'partyPage' | 'partyMonths' | 'partyJournal' | 'partyBalances' | 'journal'>
  revenueShare: Pick<RevenueShare, 'ruleVersion'>
  registry: Pick<Registry, 'householdsOf' | 'organisationsAmong'>
  dividends: Pick<Dividends, 'membersOf'>
}

/** 对账单: how much a party has and why, from the ledger's lines alone. */
export function createStatements({ ledger, revenueShare, registry, dividends }: Deps): Statements {
  const { asEntry, entry } = createEntries({ ledger, revenueShare, registry })

  async function pageOf(
    of: StatementOf,
    { from, to, skip, limit }: { from: string; to: string; skip: number; limit: number },
  ): Promise<PartyStatement> {
    const asked = { books: booksOf(of), partyId: of.partyId, from, to, skip, limit }
    const { opening, skipped, kinds, count, journals } = await ledger.partyPage(asked)
    const before = potsOf(of, opening)
    const forward = addPots(before, potsOf(of, skipped))
    const entries = await Promise.all(journals.map((journal) => asEntry(of, journal)))
    let afterFen = totalOf(forward)
    return {
      ...{ from, to, count },
      opening: balanceOf(before),
      closing: balanceOf(addPots(before, potsOf(of, kinds))),
      kinds: sumsByKind(of, kinds),
      forward: balanceOf(forward),
      entries: entries.map((entry) => {
        afterFen = fen(afterFen + entry.amountFen)
        return { ...entry, afterFen }
      }),
    }
  }

  return {
    month: (of, month, page) =>
      pageOf(of, {
        ...{ from: `${month}-01`, to: lastDayOf(month) },
        ...{ skip: (page - 1) * ENTRIES_A_PAGE, limit: ENTRIES_A_PAGE },
      }),

    async year(of, year, upTo) {
      const [from, to] = [`${year}-01-01`, upTo]
      const asked = { books: booksOf(of), partyId: of.partyId, from, to }
      const { opening, months } = await ledger.partyMonths(asked)
      let pots = potsOf(of, opening)
      const before = balanceOf(pots)
      const byMonth = monthsBetween(from, to).map((month): StatementMonth => {
        const ofMonth = months.filter((row) => row.month === month)
        const openingFen = totalOf(pots)
        pots = addPots(pots, potsOf(of, ofMonth))
        const changes = sumsByKind(of, ofMonth).map(({ amountFen }) => amountFen)
        return {
          ...{ month, openingFen, closingFen: totalOf(pots) },
          inFen: fen(changes.reduce((sum, change) => sum + Math.max(change, 0), 0)),
          outFen: fen(changes.reduce((sum, change) => sum + Math.min(change, 0), 0)),
        }
      })
      return {
        ...{ year, months: byMonth },
        opening: before,
        closing: balanceOf(pots),
        kinds: sumsByKind(of, months),
      }
    },

    async balance(of) {
      const amounts = await ledger.partyBalances({ books: booksOf(of), partyIds: [of.partyId] })
      return balanceOf(potsOf(of, amounts))
    },

    entry,
    ...createPeople({ ledger, registry, dividends }),
  }
}

type OfKind = Awaited<ReturnType<Ledger['partyPage']>>['kinds'][number]

/** What each kind changed; moves from one pot to another are none. */
function sumsByKind(of: StatementOf, amounts: readonly OfKind[]): PartyStatement['kinds'] {
  const kinds = [...new Set(amounts.map(({ kind }) => kind))]
  return kinds
    .map((kind) => ({
      kind,
      amountFen: totalOf(
        potsOf(
          of,
          amounts.filter((amount) => amount.kind === kind),
        ),
      ),
    }))
    .filter(({ amountFen }) => amountFen !== zeroFen)
}
