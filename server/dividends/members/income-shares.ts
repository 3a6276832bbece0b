import { refuse } from '#shared/result.ts'
import type { DividendDeps } from '../keeper.ts'
import { findMember } from '../register-store.ts'
import { factOf, recordAlone } from './record.ts'
import type { MemberAccounts } from './types.ts'

/** 收益权份额 of a collective's members (集体经济组织法 art. 40, 42): no money, pieces. */
export function createIncomeShares(
  deps: DividendDeps,
): Pick<MemberAccounts, 'issueShares' | 'transferShares'> {
  const { db, ids } = deps
  return {
    async issueShares(at, shares, recorded) {
      if (!(await findMember(db, at)) || shares === 0) return refuse({ kind: 'not_a_member' })
      const { memberId } = at
      const kind = shares > 0 ? 'shares_issued' : 'shares_withdrawn'
      const lines = [{ memberId, head: 'shares' as const, amount: shares }]
      const said = { factId: ids.next('fact'), kind, memberId, lines } as const
      return recordAlone(deps, { fact: factOf(at.organisationId, recorded, said) })
    },

    async transferShares(at, { memberId: to, shares }, recorded) {
      const [from, into] = await Promise.all([findMember(db, at), findMember(db, { ...at, memberId: to })])
      if (!from || !into || from.id === into.id) return refuse({ kind: 'not_a_member' })
      const lines = [
        { memberId: from.id, head: 'shares' as const, amount: -shares },
        { memberId: into.id, head: 'shares' as const, amount: shares },
      ]
      const said = { factId: ids.next('fact'), kind: 'shares_transferred' as const, memberId: from.id, lines }
      return recordAlone(deps, { fact: factOf(at.organisationId, recorded, said) })
    },
  }
}
