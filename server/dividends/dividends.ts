import { businessDay } from '#shared/calendar.ts'
import { sumFen } from '#shared/money.ts'
import { accept } from '#shared/result.ts'
import { createAssembly } from './assembly.ts'
import { registerOn } from './assembly-store.ts'
import { createDeclaration } from './declaration.ts'
import { createGrants } from './grants.ts'
import type { DividendDeps } from './keeper.ts'
import { createMemberAccounts } from './members/members.ts'
import { createPayments } from './payments.ts'
import { createPeriods } from './periods.ts'
import { createProposals } from './proposals.ts'
import { lawfully } from './refused.ts'
import { findBankAccounts, insertBankAccount } from './register-store.ts'
import { findRuns } from './run-store.ts'
import type { Dividends, MemberPart, MemberRunView } from './types.ts'
import { findBallot, findPublished, findRunView } from './view-store.ts'

/** What a period left over, who decides about it, and who has it: 盈余分配 of cooperatives and 收益分配 of collectives. */
export function createDividends(deps: DividendDeps): Dividends {
  const { db, clock, ids } = deps
  return {
    ...createPeriods(deps),
    ...createProposals(deps),
    ...createAssembly(deps),
    ...createDeclaration(deps),
    ...createPayments(deps),
    ...createGrants(deps),
    ...createMemberAccounts(deps),

    async run(runId) {
      const run = await findRunView(db, runId)
      if (!run) return null
      return { ...run, register: await registerOn(db, run.organisationId, businessDay(clock.now())) }
    },
    runsOf: (organisationId) => findRuns(db, organisationId),
    publishedRuns: (organisationId) => findPublished(db, organisationId),

    async runForMember(runId, memberId) {
      const run = await findRunView(db, runId)
      if (!run || run.state === 'proposed' || run.state === 'withdrawn') return null
      const { parts, remarks, payments, ...rest } = run
      return {
        ...rest,
        memberId,
        mine: mineOf(parts, memberId),
        remarks: remarks.map(({ name: _name, memberId: of, ...remark }) => ({
          ...remark,
          mine: of === memberId,
        })),
        payment: payments.find((payment) => payment.memberId === memberId) ?? null,
        ballot: await findBallot(db, runId, memberId),
      }
    },

    async openBankAccount(account) {
      const opened = await lawfully(insertBankAccount(db, { ...account, accountId: ids.next('bank') }))
      return opened.ok ? accept(null) : opened
    },
    bankAccountsOf: (organisationId) => findBankAccounts(db, organisationId),
  }
}

function mineOf(parts: readonly MemberPart[], memberId: string): MemberRunView['mine'] {
  return (['trade', 'share'] as const).flatMap((basis) => {
    const all = parts.filter((part) => part.basis === basis)
    const own = all.filter((part) => part.memberId === memberId)
    if (all.length === 0) return []
    return {
      basis,
      weight: own.reduce((sum, { weight }) => sum + weight, 0),
      allWeights: all.reduce((sum, { weight }) => sum + weight, 0),
      amountFen: sumFen(own.map(({ amountFen }) => amountFen)),
      beforeFen: sumFen(own.map(({ beforeFen }) => beforeFen)),
    }
  })
}
