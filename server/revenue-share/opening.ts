import type { Ledger } from '../ledger/index.ts'
import * as accounts from './accounts.ts'
import { bookOf } from './rules.ts'
import type { RevenueShare } from './types.ts'

type Opening = Pick<
  RevenueShare,
  'openPlatformBook' | 'openCooperativeBook' | 'openCollectiveBook' | 'openHouseholdAccounts'
>

/** Books and accounts that selling needs. */
export function opening(ledger: Pick<Ledger, 'openBook' | 'openAccounts'>): Opening {
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
