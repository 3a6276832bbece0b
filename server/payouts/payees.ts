import { fen, zeroFen, type Fen } from '#shared/money.ts'
import { accept, refuse } from '#shared/result.ts'
import { availableOf, payingOf, PLATFORM_BOOK } from '../revenue-share/index.ts'
import { accountsInForce, accountView, replaceAccount } from './account-store.ts'
import type { PayoutDeps } from './deps.ts'
import { proposedByParty } from './line-store.ts'
import { lawfully } from './refused.ts'
import type { OwedPayee, Payouts } from './types.ts'

type Verbs = Pick<Payouts, 'owedPayees' | 'payerAccount' | 'addAccount'>

/** What is available to parties and on its way to them, by the platform's book. */
export async function balancesOf({ ledger }: Pick<PayoutDeps, 'ledger'>) {
  const accounts = await ledger.balances({ book: PLATFORM_BOOK, codePrefix: '211.' })
  // What is owed to a party is a credit, and credits are negative.
  const byCode = new Map(accounts.map(({ code, net }) => [code, fen(-net)]))
  const partyIds = new Set(accounts.flatMap(({ partyId }) => partyId ?? []))
  const of = (code: string): Fen => byCode.get(code) ?? zeroFen
  return {
    partyIds: [...partyIds],
    availableFen: (partyId: string) => of(availableOf(partyId)),
    payingFen: (partyId: string) => of(payingOf(partyId)),
  }
}

/** Who is owed what, and where it would go. */
export function createPayees(deps: PayoutDeps): Verbs {
  const { db, clock, ids, registry, vault } = deps

  return {
    async owedPayees() {
      const balances = await balancesOf(deps)
      const [payees, accounts, atStripe, proposed] = await Promise.all([
        registry.payees(balances.partyIds),
        accountsInForce(db, balances.partyIds),
        accountsInForce(db, balances.partyIds, 'stripe'),
        proposedByParty(db),
      ])
      return payees
        .map((payee): OwedPayee => {
          const account = accounts.get(payee.partyId)
          const stripeAccount = atStripe.get(payee.partyId)
          return {
            ...payee,
            availableFen: balances.availableFen(payee.partyId),
            payingFen: balances.payingFen(payee.partyId),
            proposedFen: proposed.get(payee.partyId) ?? zeroFen,
            account: account ? accountView(account) : null,
            stripeAccount: stripeAccount ? accountView(stripeAccount) : null,
          }
        })
        .toSorted((one, other) => other.availableFen - one.availableFen)
    },

    async payerAccount() {
      const { partyId } = await registry.platform()
      const account = (await accountsInForce(db, [partyId])).get(partyId)
      return account ? accountView(account) : null
    },

    async addAccount({ number, ...draft }, by) {
      const partyKind = await kindOf(draft.partyId)
      if (!partyKind) return refuse({ kind: 'party_unknown' })
      if (partyKind === 'platform' && draft.rail === 'stripe') return refuse({ kind: 'platform_by_bank' })
      const bankName = draft.rail === 'stripe' ? await placeAtStripe(number) : accept(draft.bankName)
      if (!bankName.ok) return bankName
      const id = ids.next('payacct')
      const account = {
        ...{ id, ...draft, bankName: bankName.value, partyKind, lastFour: number.slice(-4) },
        numberSealed: vault.seal(new TextEncoder().encode(number), id),
        ...{ addedById: by.userId, addedByName: by.name, addedAt: clock.now() },
      }
      const added = await lawfully(db.$transaction((tx) => replaceAccount(tx, account)))
      return added.ok ? accept({ accountId: id }) : added
    },
  }

  /** Stripe itself says whether there is such an account, and in which country it is. */
  async function placeAtStripe(accountId: string) {
    const found = await deps.payments.connectedAccount(accountId)
    if (!found.ok) return found
    if (!found.value) return refuse({ kind: 'stripe_account_unknown' as const })
    if (!found.value.takesTransfers) return refuse({ kind: 'stripe_account_closed' as const })
    return accept(`Stripe ${found.value.country}`)
  }

  async function kindOf(partyId: string) {
    const platform = await registry.platform()
    if (platform.partyId === partyId) return 'platform' as const
    const [payee] = await registry.payees([partyId])
    return payee?.kind ?? null
  }
}
