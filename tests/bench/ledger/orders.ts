// One order as the shop has them: 8 entries, of which 4 go to accounts that every order goes to, and 4 to households.
import { createHash, randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Ledger } from '#server/ledger/index.ts'
import { fen } from '#shared/money.ts'

export const LINES = 8
const HOUSEHOLDS = 1_000
const BOOK = 'bench'
const HOT = ['109.stripe', '211.risk-fund', '501.service', '524.fees'] as const
/** accounts of the textbook: the hot ones first, so that they come in the order of their ids */
export const ACCOUNTS = HOT.length + HOUSEHOLDS

const household = (n: number) => `211.h${n}`

/** @returns the ledger's ids of the same accounts, in the same order */
export async function openBook(ledger: Ledger, { pool }: { pool: pg.Pool }): Promise<string[]> {
  await ledger.openBook({ code: BOOK, name: '量', regime: 'platform' })
  const type = { '109': 'asset', '211': 'liability', '501': 'income', '524': 'expense' } as const
  await ledger.openAccounts([
    ...HOT.map((code) => ({
      ...{ book: BOOK, code, name: code, mode: 'deferred' as const },
      type: type[code.slice(0, 3) as keyof typeof type],
    })),
    ...Array.from({ length: HOUSEHOLDS }, (_, n) => ({
      ...{ book: BOOK, code: household(n), name: '农户', type: 'liability' as const },
      floor: 'no_debit' as const,
    })),
  ])
  const { rows } = await pool.query<{ id: string }>(
    `select a.id from ledger.account a join ledger.book b on b.id = a.book_id where b.code = $1 order by a.id`,
    [BOOK],
  )
  return rows.map(({ id }) => id)
}

type Order = { id: string; accounts: number[]; amounts: number[] }

/** Amounts are never zero and add up; households are drawn by the order's number. */
function anOrder(): Order {
  const id = randomUUID()
  const chance = createHash('sha256').update(id).digest()
  const households = [...new Set([0, 2, 4, 6].map((at) => chance.readUInt16BE(at) % HOUSEHOLDS))]
  while (households.length < 4) households.push((households.at(-1)! + 1) % HOUSEHOLDS)
  const accounts = [0, 1, 2, 3, ...households.map((n) => HOT.length + n).toSorted((a, b) => a - b)]
  const shares = accounts.slice(1).map((_, at) => 100 + chance[8 + at]!)
  return { id, accounts, amounts: [shares.reduce((sum, one) => sum + one, 0), ...shares.map((one) => -one)] }
}
const orders = (count: number) => Array.from({ length: count }, anOrder)

export type Post = (count: number) => Promise<unknown>

export const byTextbook =
  ({ pool }: { pool: pg.Pool }): Post =>
  async () => {
    const { id, accounts, amounts } = anOrder()
    await pool.query({
      name: 'textbook',
      text: 'select textbook.post($1, $2, $3)',
      values: [id, accounts, amounts],
    })
  }

const text = `select * from ledger.post($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`

/** `ledger.post()` as the service calls it, in a statement of its own: beside the textbook's, no more and no less. */
export const byLedger =
  ({ pool }: { pool: pg.Pool }, ids: readonly string[]): Post =>
  (count) => {
    const batch = orders(count)
    const all = <Value>(value: Value) => batch.map(() => value)
    const lines = batch.flatMap(({ id, accounts, amounts }) =>
      accounts.map((account, at) => ({ id, line: at + 1, account: ids[account]!, amount: amounts[at]! })),
    )
    const hashes = batch.map(({ id, amounts }) => createHash('sha256').update(`${id}${amounts}`).digest())
    const names = batch.map(({ id }) => id)
    const heads = [names, names, hashes, all('sale'), all('2026-11-23'), all('order'), names]
    const rest = [all(null), all(null), all('bench'), all('订单收款与分账'), all('{}')]
    const values = [
      ...[...heads, ...rest, lines.map(({ id }) => id), lines.map(({ line }) => line)],
      ...[lines.map(({ account }) => account), lines.map(({ amount }) => amount)],
    ]
    return pool.query({ name: 'post', text, values })
  }

/** The same through the shop's own service and its transaction. */
export const byService =
  (
    ledger: Ledger,
    db: { $transaction<R>(work: (tx: Parameters<Ledger['post']>[0]) => Promise<R>): Promise<R> },
  ): Post =>
  (count) => {
    const nameOf = (account: number) =>
      account < HOT.length ? HOT[account]! : household(account - HOT.length)
    const journals = orders(count).map(({ id, accounts, amounts }) => ({
      ...{ key: id, kind: 'sale', effectiveOn: '2026-11-23', source: { type: 'order', id }, actor: 'bench' },
      memo: '订单收款与分账',
      lines: accounts.map((account, at) => ({
        book: BOOK,
        account: nameOf(account),
        amount: fen(amounts[at]!),
      })),
    }))
    return db.$transaction((tx) => ledger.post(tx, journals))
  }
