import {
  addFigures,
  moneyHeads,
  noFigures,
  type MemberFigures,
  type MoneyHead,
} from '#shared/member-account.ts'
import { fen, sumFen, zeroFen, type Fen } from '#shared/money.ts'
import { holdersOf, tradeOf } from '../bases.ts'
import { keeperOf, type DividendDeps } from '../keeper.ts'
import { findMembers } from '../register-store.ts'
import { findFigures } from './fact-store.ts'
import { DONATIONS } from './journals.ts'
import type { EquityRow, FundCheck, FundHead, MemberAccounts } from './types.ts'

const LONG_AGO = '1900-01-01'
const DECLARED = ['dividend', 'dividend_correction']
const FUNDS: Record<FundHead, { codePrefix: string; heads: readonly MoneyHead[] }> = {
  contributions: { codePrefix: '301', heads: ['contribution', 'aid'] },
  reserve: { codePrefix: '322', heads: ['reserve'] },
  grant: { codePrefix: '311', heads: ['grant'] },
  donation: { codePrefix: DONATIONS, heads: ['donation'] },
}

type Row = Omit<EquityRow, 'memberId' | 'name'>

/** 成员权益变动: every member's year, and whether all of it together is what the book says. */
export function createEquityChanges(deps: DividendDeps): Pick<MemberAccounts, 'equityChanges'> {
  const { db, ledger } = deps

  /** credit less debit, as posted, sealed or not */
  async function bookedOf(book: string, codePrefix: string, to: string): Promise<Fen> {
    const rows = await ledger.turnover({ book, codePrefix, from: LONG_AGO, to })
    return sumFen(rows.map(({ debit, credit }) => fen(credit - debit)))
  }

  async function fundsOf(book: string, { closing }: Row, to: string): Promise<FundCheck[]> {
    const donations = await bookedOf(book, DONATIONS, to)
    const checks = Object.entries(FUNDS).map(async ([head, { codePrefix, heads }]) => {
      const all = await bookedOf(book, codePrefix, to)
      const bookFen = head === 'grant' ? fen(all - donations) : all
      const membersFen = sumFen(heads.map((one) => closing[one]))
      const beyond = fen(bookFen - membersFen)
      const isFund = head !== 'contributions' && beyond >= 0
      return {
        ...{ head: head as FundHead, membersFen, bookFen },
        unquantifiedFen: isFund ? beyond : zeroFen,
        differenceFen: isFund ? zeroFen : beyond,
      }
    })
    return Promise.all(checks)
  }

  return {
    async equityChanges(organisationId, year) {
      const { book, regime } = await keeperOf(deps, organisationId)
      const [fromOn, toOn] = [`${year}-01-01`, `${year}-12-31`]
      const declaredOn = async (codePrefix: string) =>
        regime === 'cooperative'
          ? ledger.turnover({ book, codePrefix, from: fromOn, to: toOn, kinds: DECLARED })
          : []
      const [members, opening, closing, trade, byTrade, byShare] = await Promise.all([
        findMembers(db, organisationId),
        findFigures(db, organisationId, `${Number(year) - 1}-12-31`),
        findFigures(db, organisationId, toOn),
        tradeOf(deps, { organisationId, fromOn, toOn }),
        declaredOn('221.'),
        declaredOn('222.'),
      ])
      const holders = holdersOf(members, toOn)
      const rows = members
        .map(({ id: memberId, partyId, name, joinedOn, leftOn }) => {
          const isHolder = holders.get(partyId) === memberId
          const declared = (lines: typeof byTrade) =>
            sumFen(
              lines.flatMap((one) =>
                isHolder && one.partyId === partyId ? fen(one.credit - one.debit) : [],
              ),
            )
          const [before, after] = [opening.get(memberId) ?? noFigures, closing.get(memberId) ?? noFigures]
          return {
            ...{ memberId, name, opening: before, change: difference(after, before), closing: after },
            tradeFen: isHolder ? fen(trade.get(partyId) ?? 0n) : zeroFen,
            ...{ byTradeFen: declared(byTrade), byShareFen: declared(byShare) },
            belonged: joinedOn <= toOn && (leftOn === null || leftOn > fromOn),
          }
        })
        .filter(({ belonged, ...row }) => belonged || !isEmpty(row))
        .map(({ belonged: _belonged, ...row }) => row)
      const total = totalOf(rows)
      return { year, rows, total, funds: await fundsOf(book, total, toOn) }
    },
  }
}

function difference(after: MemberFigures, before: MemberFigures): MemberFigures {
  const of = (head: MoneyHead) => fen(after[head] - before[head])
  return {
    ...{ contribution: of('contribution'), aid: of('aid'), reserve: of('reserve') },
    ...{ grant: of('grant'), donation: of('donation'), shares: after.shares - before.shares },
  }
}

function isEmpty({ opening, closing, tradeFen, byTradeFen, byShareFen }: Row): boolean {
  return (
    [tradeFen, byTradeFen, byShareFen, opening.shares, closing.shares].every((amount) => amount === 0) &&
    moneyHeads.every((head) => opening[head] === 0 && closing[head] === 0)
  )
}

function totalOf(rows: readonly Row[]): Row {
  const figures = (of: 'opening' | 'change' | 'closing') => addFigures(rows.map((row) => row[of]))
  return {
    ...{ opening: figures('opening'), change: figures('change'), closing: figures('closing') },
    tradeFen: sumFen(rows.map(({ tradeFen }) => tradeFen)),
    byTradeFen: sumFen(rows.map(({ byTradeFen }) => byTradeFen)),
    byShareFen: sumFen(rows.map(({ byShareFen }) => byShareFen)),
  }
}
