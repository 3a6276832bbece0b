import { Prisma } from '#prisma/generated/client.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { Ids } from '../platform/ids.ts'
import { bodyHash } from './canonical.ts'
import type { AccountRequest, JournalRequest, Posted } from './types.ts'
import { asViolation, LedgerViolation } from './violation.ts'

const accountKey = (book: string, code: string) => `${book} ${code}`

/** Accounts are opened once and never change, so their ids may be remembered. */
export function createAccountIds() {
  const known = new Map<string, bigint>()
  return async (
    tx: Tx,
    lines: readonly { book: string; account: string }[],
  ): Promise<Map<string, bigint>> => {
    const missing = lines.filter(({ book, account }) => !known.has(accountKey(book, account)))
    if (missing.length > 0) {
      const rows = await tx.$queryRaw<{ book: string; code: string; id: bigint }[]>`
        select b.code as book, a.code, a.id
          from unnest(${missing.map(({ book }) => book)}::text[], ${missing.map(({ account }) => account)}::text[]) w(book, code)
          join ledger.book b on b.code = w.book
          join ledger.account a on a.book_id = b.id and a.code = w.code and a.currency = 'CNY'`
      for (const { book, code, id } of rows) known.set(accountKey(book, code), id)
    }
    const unknown = lines.find(({ book, account }) => !known.has(accountKey(book, account)))
    if (unknown)
      throw new LedgerViolation(
        'LEDGER_UNKNOWN_ACCOUNT',
        new Error(`No account ${unknown.account} in book ${unknown.book}`),
      )
    return known
  }
}

export async function openAccount(db: Db, account: AccountRequest): Promise<void> {
  const { book, code, name, type, floor = 'none', mode = 'sync', partyId = null } = account
  try {
    await db.$queryRaw`
      select ledger.open_account(${book}, ${code}, ${name}, ${type}::ledger.acct_type, ${floor}::ledger.floor_kind,
                                 ${mode}::ledger.balance_mode, ${partyId}::uuid)`
  } catch (error) {
    throw asViolation(error)
  }
}

/** A text array as another type, empty strings as nulls: Prisma's arrays hold no nulls and few types. */
function cast(values: readonly string[], type: string): Prisma.Sql {
  return Prisma.sql`array(select nullif(v, '')::${Prisma.raw(type)} from unnest(${values}::text[]) with ordinality u(v, o) order by o)`
}

type PostDeps = { ids: Ids; accountIds: ReturnType<typeof createAccountIds> }

/** One call of ledger.post() for all the journals. Their lines are numbered from 1 in the order given. */
export async function postJournals(
  tx: Tx,
  journals: readonly JournalRequest[],
  { ids, accountIds }: PostDeps,
): Promise<Map<string, Posted>> {
  if (journals.length === 0) return new Map()
  const accounts = await accountIds(
    tx,
    journals.flatMap(({ lines }) => lines),
  )
  const heads = journals.map((journal) => ({ ...journal, id: ids.uuid(), hash: bodyHash(journal) }))
  const lines = heads.flatMap(({ id, lines }) =>
    lines.map((line, index) => ({ ...line, id, number: index + 1 })),
  )
  const each = (read: (head: (typeof heads)[number]) => string) => heads.map(read)
  const eachLine = (read: (line: (typeof lines)[number]) => string) => lines.map(read)

  try {
    const rows = await tx.$queryRaw<{ key: string; journal_id: string; replay: boolean }[]>`
      select p.key, p.journal_id, p.replay
        from ledger.post(
          ${cast(
            each(({ id }) => id),
            'uuid',
          )}, ${each(({ key }) => key)}::text[],
          array(select decode(v, 'hex') from unnest(${each(({ hash }) => hash)}::text[]) with ordinality u(v, o) order by o),
          ${each(({ kind }) => kind)}::text[], ${cast(
            each(({ effectiveOn }) => effectiveOn),
            'date',
          )},
          ${each(({ source }) => source.type)}::text[], ${each(({ source }) => source.id)}::text[],
          ${cast(
            each(({ reverses }) => reverses ?? ''),
            'uuid',
          )}, ${cast(
            each(({ ruleVersionId }) => ruleVersionId ?? ''),
            'uuid',
          )},
          ${each(({ actor }) => actor)}::text[], ${each(({ memo }) => memo)}::text[],
          ${cast(
            each(() => '{}'),
            'jsonb',
          )},
          ${cast(
            eachLine(({ id }) => id),
            'uuid',
          )}, ${cast(
            eachLine(({ number }) => String(number)),
            'smallint',
          )},
          ${cast(
            eachLine(({ book, account }) => String(accounts.get(accountKey(book, account)))),
            'bigint',
          )},
          ${cast(
            eachLine(({ amount }) => String(amount)),
            'bigint',
          )}
        ) p`
    return new Map(rows.map(({ key, journal_id, replay }) => [key, { journalId: journal_id, replay }]))
  } catch (error) {
    throw asViolation(error)
  }
}
