import { retainedHeads } from '../accounting/index.ts'
import type { AccountMonth, Ledger, Regime } from '../ledger/index.ts'
import type { BookKeeper, KeepingVillage, Registry } from '../registry/index.ts'
import {
  addFigures,
  figures,
  monthOf,
  ofBook,
  ofYear,
  tierStanding,
  twelveMonthsTo,
  yearOf,
} from './figures.ts'
import { publicBook, type BookDeps } from './public-book.ts'
import type { AsOfDay, CountyVillage, VillageBooks } from './types.ts'

type Deps = BookDeps & {
  registry: Pick<Registry, 'keepingVillages'>
  ledger: Pick<Ledger, 'sealedHead' | 'turnoverByMonth' | 'daySpan'>
}

type Moment = { on: string; height: number }

const REGIMES: Record<BookKeeper['kind'], Regime> = {
  collective: 'collective-2023-14',
  cooperative: 'coop-2021-37',
}
const keepersOf = (villages: readonly KeepingVillage[]) => villages.flatMap(({ keepers }) => keepers)

/** 村务公开: what the books of villages say, for everybody. */
export function createVillageBooks(deps: Deps): VillageBooks {
  const { registry, ledger } = deps
  async function asOf(
    villages: readonly KeepingVillage[],
    asked: Parameters<VillageBooks['ofVillage']>[1],
  ): Promise<AsOfDay> {
    const head = await ledger.sealedHead(asked.height)
    const books = keepersOf(villages).map(({ bookCode }) => bookCode)
    const span = await ledger.daySpan({ books, height: head.height })
    return { on: asked.on ?? lastDay(span, asked.today), head, years: yearsOf(span) }
  }

  /** Enough months for the year and for the tier. */
  async function moved(keepers: readonly BookKeeper[], { on, height }: Moment): Promise<AccountMonth[]> {
    const from = `${twelveMonthsTo(monthOf(on))}-01`
    const kinds = Object.keys(REGIMES) as BookKeeper['kind'][]
    const rows = await Promise.all(
      kinds.map((kind) => {
        const books = keepers.filter((one) => one.kind === kind).map(({ bookCode }) => bookCode)
        return ledger.turnoverByMonth({ books, heads: retainedHeads(REGIMES[kind]), from, to: on, height })
      }),
    )
    return rows.flat()
  }

  return {
    async ofVillage(key, asked) {
      const [village] = await registry.keepingVillages({ village: key })
      if (!village) return null
      const at = await asOf([village], asked)
      const moment = { on: at.on, height: at.head.height }
      const rows = await moved(village.keepers, moment)
      const { name, place, county, keepers } = village
      const collective = keepers.find(({ kind }) => kind === 'collective')
      return {
        ...at,
        village: { key, name, place, county },
        books: await Promise.all(keepers.map((keeper) => publicBook(deps, { keeper, rows, ...moment }))),
        tier: collective ? tierStanding(ofBook(rows, collective.bookCode), monthOf(at.on)) : null,
      }
    },

    async ofCounty(key, asked) {
      const villages = await registry.keepingVillages({ county: key })
      if (!villages[0]) return null
      const at = await asOf(villages, asked)
      const rows = await moved(keepersOf(villages), { on: at.on, height: at.head.height })
      const shown = villages.map((village) => countyVillage(village, rows, at.on))
      return {
        ...at,
        county: villages[0].county,
        villages: shown,
        collectives: addFigures(shown.map(({ collective }) => collective)),
        cooperatives: addFigures(shown.map(({ cooperatives }) => cooperatives)),
      }
    },
  }
}

function countyVillage(village: KeepingVillage, rows: readonly AccountMonth[], on: string): CountyVillage {
  const of = (kind: BookKeeper['kind']) => village.keepers.filter((keeper) => keeper.kind === kind)
  const sum = (kind: BookKeeper['kind']) =>
    addFigures(of(kind).map(({ bookCode }) => figures(ofYear(rows, bookCode, on), kind)))
  const collectiveRows = of('collective').flatMap(({ bookCode }) => ofBook(rows, bookCode))
  return {
    ...{ key: village.key, name: village.name },
    tier: tierStanding(collectiveRows, monthOf(on)),
    collective: sum('collective'),
    cooperatives: sum('cooperative'),
  }
}

type Span = { from: string; to: string } | null

/** Today; when this year has no entry yet, the end of the last year that has one. */
function lastDay(span: Span, today: string): string {
  return span && yearOf(span.to) < yearOf(today) ? `${yearOf(span.to)}-12-31` : today
}

function yearsOf(span: Span): number[] {
  if (!span) return []
  const [first, last] = [Number(yearOf(span.from)), Number(yearOf(span.to))]
  return Array.from({ length: last - first + 1 }, (_, at) => last - at)
}
