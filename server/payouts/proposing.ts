import { businessDay } from '#shared/calendar.ts'
import { LINES_MAX } from '#shared/payouts.ts'
import { accept, refuse } from '#shared/result.ts'
import type { Payee } from '../registry/index.ts'
import { accountsInForce, type AccountRow } from './account-store.ts'
import { payoutAccounts } from './accounts.ts'
import type { PayoutDeps } from './deps.ts'
import { balancesOf } from './payees.ts'
import { lawfully } from './refused.ts'
import { bankRows, cashRows, fileOf, sha256, transferRows, type Payer, type SheetLine } from './sheet.ts'
import { insertBatch, nextBatchNumber, type NewLine } from './store.ts'
import type { BatchDraft, Payouts } from './types.ts'

/** A payment with the account that it goes to, as the file needs it. */
type Planned = NewLine & { payee: Payee; account: AccountRow | null }

export function createProposing(deps: PayoutDeps): Pick<Payouts, 'propose'> {
  const { db, clock, ids, ledger, registry, vault } = deps

  const numberOf = ({ id, numberSealed }: AccountRow) =>
    new TextDecoder().decode(vault.open(numberSealed, id))

  async function plan({ rail, parties }: BatchDraft) {
    const partyIds = [...new Set(parties)].slice(0, LINES_MAX)
    const [payees, accounts, balances] = await Promise.all([
      registry.payees(partyIds),
      accountsInForce(db, partyIds, rail === 'stripe' ? 'stripe' : 'bank'),
      balancesOf(deps),
    ])
    if (payees.length < partyIds.length) return refuse({ kind: 'party_unknown' })
    const planned = payees.map((payee, index): Planned => {
      const account = rail === 'cash' ? null : (accounts.get(payee.partyId) ?? null)
      return {
        ...{ id: ids.next('pay'), number: index + 1, payee, account, accountId: account?.id ?? null },
        ...{ partyId: payee.partyId, kind: payee.kind, bookCode: payee.bookCode },
        amountFen: balances.availableFen(payee.partyId),
      }
    })
    if (planned.length === 0 || planned.some(({ amountFen }) => amountFen <= 0))
      return refuse({ kind: 'nothing_available' })
    if (rail !== 'cash' && planned.some(({ account }) => account === null))
      return refuse({ kind: 'no_account' })
    if (rail === 'cash' && planned.some(({ kind }) => kind !== 'household'))
      return refuse({ kind: 'cash_for_households' })
    return accept(planned)
  }

  async function payer(): Promise<Payer | null> {
    const { partyId } = await registry.platform()
    const account = (await accountsInForce(db, [partyId])).get(partyId)
    return account
      ? { name: account.holderName, bankName: account.bankName, accountNumber: numberOf(account) }
      : null
  }

  const sheetLine = ({ number, amountFen, account, payee }: Planned): SheetLine => ({
    ...{ number, amountFen },
    name: account?.holderName ?? payee.name.zh,
    ...{ bankName: account?.bankName ?? '', province: account?.province ?? '', city: account?.city ?? '' },
    accountNumber: account ? numberOf(account) : '',
  })

  return {
    async propose(draft, by) {
      const { rail, bank, format } = draft
      const planned = await plan(draft)
      if (!planned.ok) return planned
      const from = bank && (await payer())
      if (bank && !from) return refuse({ kind: 'no_payer_account' })

      const number = await nextBatchNumber(db)
      const sheet = { batchNumber: number, lines: planned.value.map(sheetLine) }
      const bytes = await fileOf(rowsOf(rail, { bank, from, sheet }), format)
      const [id, at] = [ids.next('batch'), clock.now()]
      await ledger.openAccounts(payoutAccounts(planned.value))
      const written = await lawfully(
        insertBatch(db, {
          ...{ id, number, rail, bank, by, at },
          fileName: `shanhuo-${bank ?? rail}-${number}-${businessDay(at)}.${format}`,
          ...{ fileSealed: vault.seal(bytes, id), fileSha256: sha256(bytes) },
          lines: planned.value.map(({ payee: _payee, account: _account, ...line }) => line),
        }),
      )
      return written.ok ? accept({ batchId: id }) : written
    },
  }
}

type Sheet = Parameters<typeof cashRows>[0]
type From = { bank: BatchDraft['bank']; from: Payer | null; sheet: Sheet }

function rowsOf(rail: BatchDraft['rail'], { bank, from, sheet }: From): string[][] {
  if (bank && from) return bankRows(bank, from, sheet)
  return rail === 'stripe' ? transferRows(sheet) : cashRows(sheet)
}
