import { fen } from '#shared/money.ts'
import type { Tx } from '../platform/db.ts'
import type { Ledger } from './types.ts'

export const holdBalances: Ledger['holdBalances'] = async (tx: Tx, accounts) => {
  const rows = await tx.$queryRaw<{ book: string; code: string; net: bigint }[]>`
    select book, code, net from ledger.hold_balances(
      ${accounts.map(({ book }) => book)}::text[], ${accounts.map(({ account }) => account)}::text[])`
  return rows.map(({ book, code, net }) => ({ book, account: code, net: fen(net) }))
}
