import { fen, sumFen } from '#shared/money.ts'
import type { Ledger, StatementLine } from '../ledger/index.ts'
import {
  availableOf,
  clawbackOf,
  CLAWBACKS,
  partyPrefix,
  payingOf,
  pendingOf,
  PLATFORM_BOOK,
} from './accounts.ts'
import type { Earning, RevenueShare, RuleVersion } from './types.ts'

type Deps = {
  ledger: Pick<Ledger, 'balances' | 'statement'>
  ruleVersion(id: string): Promise<RuleVersion>
}

type Verbs = Pick<RevenueShare, 'owedTo' | 'debtsOf' | 'earningsOf'>

/** What a party is owed and why, read from the platform's book: the same lines that posting wrote. */
export function createEarnings({ ledger, ruleVersion }: Deps): Verbs {
  async function asEarning(line: StatementLine, partyId: string): Promise<Earning> {
    const version = line.ruleVersionId ? await ruleVersion(line.ruleVersionId) : null
    return {
      journalId: line.journalId,
      kind: line.kind,
      recordedAt: line.recordedAt,
      // A debt is a credit balance, and credits are negative.
      amountFen: fen(-line.amount),
      account: line.account === pendingOf(partyId) ? 'pending' : 'available',
      orderId: line.source.type === 'order' ? line.source.id : null,
      rule: version && {
        ruleCode: version.ruleCode,
        version: version.version,
        validFrom: version.validFrom,
      },
    }
  }

  return {
    async owedTo(partyId) {
      const accounts = await ledger.balances({ book: PLATFORM_BOOK, partyId })
      const owed = (code: string) =>
        sumFen(accounts.filter((account) => account.code === code).map(({ net }) => fen(-net)))
      return {
        pendingFen: owed(pendingOf(partyId)),
        availableFen: owed(availableOf(partyId)),
        payingFen: owed(payingOf(partyId)),
        owesFen: fen(0 - owed(clawbackOf(partyId))),
      }
    },

    async debtsOf(partyIds) {
      const clawbacks = new Map(partyIds.map((partyId) => [clawbackOf(partyId), partyId]))
      const accounts = await ledger.balances({ book: PLATFORM_BOOK, codePrefix: CLAWBACKS })
      return new Map(
        accounts.flatMap(({ code, net }) => {
          const partyId = clawbacks.get(code)
          return partyId && net > 0 ? [[partyId, net] as const] : []
        }),
      )
    },

    async earningsOf(partyId, limit) {
      const lines = await ledger.statement({ book: PLATFORM_BOOK, codePrefix: partyPrefix(partyId), limit })
      // What is on its way is the same money once more: its leaving and its coming back are lines of `available`.
      const newestFirst = lines.filter(({ account }) => account !== payingOf(partyId)).toReversed()
      return Promise.all(newestFirst.map((line) => asEarning(line, partyId)))
    },
  }
}
