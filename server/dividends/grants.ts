import { businessDay } from '#shared/calendar.ts'
import { fen } from '#shared/money.ts'
import { accept, refuse } from '#shared/result.ts'
import { grantAccount, heads, regimeAccounts } from './accounts.ts'
import {
  addReceived,
  decide,
  findGrant,
  findGrants,
  findSpending,
  insertGrant,
  insertSpending,
} from './grant-store.ts'
import { keeperOf, type DividendDeps } from './keeper.ts'
import { lawfully } from './refused.ts'
import { grantReceivedJournal, grantSpentJournal } from './rules.ts'
import type { Dividends } from './types.ts'

type Verbs = Pick<
  Dividends,
  'registerGrant' | 'receiveGrant' | 'requestSpending' | 'decideSpending' | 'grantsOf'
>

/** Money for one purpose: received under 专项应付款, spent with a document and two people, never shared out. */
export function createGrants(deps: DividendDeps): Verbs {
  const { db, clock, ids, ledger } = deps

  return {
    async registerGrant(draft, by) {
      const { book, regime } = await keeperOf(deps, draft.organisationId)
      const id = ids.next('grant')
      await ledger.openAccounts([...regimeAccounts(book, regime), grantAccount(book, regime, id)])
      const row = {
        ...{ id, account: heads[regime].grant(id), createdAt: clock.now(), createdBy: by.name },
        ...draft,
      }
      const registered = await lawfully(insertGrant(db, row))
      return registered.ok ? accept({ grantId: id }) : registered
    },

    async receiveGrant(grantId, { amountFen, reference }, by) {
      const { book, regime } = await grantOf(deps, grantId)
      const money = { book, regime, grantId, amountFen, on: businessDay(clock.now()), actor: by.userId }
      const journal = grantReceivedJournal({ ...money, reference })
      return lawfully(
        db.$transaction(async (tx) => {
          const posted = await ledger.post(tx, [journal])
          if (!posted.get(journal.key)!.replay) await addReceived(tx, grantId, amountFen)
          return null
        }),
      )
    },

    async requestSpending(draft, by) {
      const id = ids.next('spend')
      const asked = await lawfully(insertSpending(db, { ...draft, id, by, madeAt: clock.now() }))
      return asked.ok ? accept({ spendingId: id }) : asked
    },

    async decideSpending({ grantId, spendingId }, decision, by) {
      const { book, regime } = await grantOf(deps, grantId)
      const spending = await findSpending(db, { grantId, spendingId })
      if (!spending || spending.state !== 'requested') return refuse({ kind: 'grant_kept' })
      // Before any entry: a maker who approves would otherwise meet the ledger first. The database refuses him too.
      if (spending.makerId === by.userId) return refuse({ kind: 'grant_two_people' })
      const at = clock.now()
      const journal = grantSpentJournal({
        ...{ book, regime, grantId, spendingId, on: businessDay(at), actor: by.userId },
        kind: spending.kind === 'asset' ? 'asset' : 'cost',
        amountFen: fen(spending.amountFen),
      })
      return lawfully(
        db.$transaction(async (tx) => {
          const posted = decision === 'approved' ? await ledger.post(tx, [journal]) : null
          const journalId = posted?.get(journal.key)?.journalId ?? null
          await decide(tx, spendingId, { state: decision, by, at, journalId })
          return null
        }),
      )
    },

    grantsOf: (organisationId) => findGrants(db, organisationId),
  }
}

async function grantOf(deps: DividendDeps, grantId: string) {
  const grant = await findGrant(deps.db, grantId)
  if (!grant) throw new Error(`No grant ${grantId}`)
  return keeperOf(deps, grant.organisationId)
}
