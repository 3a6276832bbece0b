import type { PayoutAccount } from '#prisma/generated/client.ts'
import type { AccountRail } from '#shared/payouts.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { PayoutAccountView } from './types.ts'

export type AccountRow = PayoutAccount
type NewAccount = Omit<AccountRow, 'endedAt'>

export function accountView(row: AccountRow): PayoutAccountView {
  return {
    accountId: row.id,
    holderKind: row.holderKind as PayoutAccountView['holderKind'],
    holderName: row.holderName,
    bankName: row.bankName,
    lastFour: row.lastFour,
    addedByName: row.addedByName,
    addedAt: row.addedAt.toISOString(),
  }
}

/** accounts in force, by party */
export async function accountsInForce(
  db: Db | Tx,
  partyIds: readonly string[],
  rail: AccountRail = 'bank',
): Promise<Map<string, AccountRow>> {
  const rows = await db.payoutAccount.findMany({
    where: { partyId: { in: [...partyIds] }, rail, endedAt: null },
  })
  return new Map(rows.map((row) => [row.partyId, row]))
}

export async function replaceAccount(tx: Tx, account: NewAccount): Promise<void> {
  await tx.payoutAccount.updateMany({
    where: { partyId: account.partyId, rail: account.rail, endedAt: null },
    data: { endedAt: account.addedAt },
  })
  await tx.payoutAccount.create({ data: account })
}
