import { noFigures, quantified } from '#shared/member-account.ts'
import type { Fen } from '#shared/money.ts'
import { accept, refuse } from '#shared/result.ts'
import type { Weight } from '#shared/split.ts'
import type { JournalRequest } from '../../ledger/index.ts'
import type { Tx } from '../../platform/db.ts'
import { tradeOf } from '../bases.ts'
import { keeperOf, type DividendDeps } from '../keeper.ts'
import { findPeriods } from '../period-store.ts'
import { lawfully } from '../refused.ts'
import { findMembers, isMemberOn } from '../register-store.ts'
import type { Answer } from '../answer.ts'
import { findFigures, findUnquantified, lockMembers } from './fact-store.ts'
import { donated, fundAccounts } from './journals.ts'
import { factOf, record } from './record.ts'
import type { MemberAccounts, MemberRow, Recorded } from './types.ts'

type Fund = 'reserve' | 'grant' | 'donation'
type Verbs = Pick<MemberAccounts, 'quantifyReserve' | 'quantifyGrants' | 'receiveDonation'>
type Quantifying = {
  organisationId: string
  head: Fund
  recorded: Recorded
  /** of those who are members that day */
  weightsOf(members: readonly MemberRow[], tx: Tx): Promise<Weight[]>
  /** a donation that comes with it */
  donation?: Fen
}

/** 量化: what belongs to all, as shares in members' accounts. No money moves; the shares weigh when surplus is shared. */
export function createQuantification(deps: DividendDeps): Verbs {
  const { db, ids, ledger } = deps
  const equally = async (members: readonly MemberRow[]): Promise<Weight[]> =>
    members.map(({ id: party }) => ({ party, weight: 1n }))

  /** of the last period that was closed */
  async function byTrade(organisationId: string, members: readonly MemberRow[]): Promise<Weight[]> {
    const [period] = await findPeriods(db, organisationId)
    const trade = period ? await tradeOf(deps, period) : new Map<string, bigint>()
    return members.map(({ id: party, partyId }) => ({ party, weight: trade.get(partyId) ?? 0n }))
  }

  async function quantify({
    organisationId,
    head,
    recorded,
    weightsOf,
    donation,
  }: Quantifying): Promise<Answer> {
    const { book, regime } = await keeperOf(deps, organisationId)
    if (regime !== 'cooperative') return refuse({ kind: 'fact_other_law' })
    await ledger.openAccounts(fundAccounts(book))
    const factId = ids.next('fact')
    const kind = `${head}_quantified` as const
    const entry = { book, factId, on: recorded.on, actor: recorded.by.userId }
    const journals: JournalRequest[] = donation ? [donated(entry, donation)] : []
    const done = await lawfully(
      db.$transaction(async (tx): Promise<Answer> => {
        // A donation is booked first: whoever closes a period holds the book and then waits for facts.
        if (!donation) await lockMembers(tx, organisationId)
        const total = donation ?? (await findUnquantified(tx, organisationId, head))
        if (total <= 0) return refuse({ kind: 'nothing_to_quantify' })
        const members = (await findMembers(tx, organisationId)).filter((one) => isMemberOn(one, recorded.on))
        const weights = await weightsOf(members, tx)
        if (weights.every(({ weight }) => weight === 0n)) return refuse({ kind: 'no_shares' })
        const lines = quantified(head, { total, weights, seed: factId })
        await record(deps, tx, { fact: factOf(organisationId, recorded, { factId, kind, lines }), journals })
        return accept(null)
      }),
    )
    return done.ok ? done.value : done
  }

  return {
    quantifyReserve: (organisationId, basis, recorded) =>
      quantify({
        ...{ organisationId, recorded, head: 'reserve' },
        async weightsOf(members, tx) {
          if (basis === 'trade') return byTrade(organisationId, members)
          const figures = await findFigures(tx, organisationId, recorded.on)
          return members.map(({ id: party }) => {
            const { contribution, aid } = figures.get(party) ?? noFigures
            return { party, weight: BigInt(contribution + aid) }
          })
        },
      }),
    quantifyGrants: (organisationId, recorded) =>
      quantify({ organisationId, recorded, head: 'grant', weightsOf: equally }),
    receiveDonation: (organisationId, amountFen, recorded) =>
      quantify({ organisationId, recorded, head: 'donation', weightsOf: equally, donation: amountFen }),
  }
}
