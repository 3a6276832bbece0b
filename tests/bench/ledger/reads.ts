// What reading costs as a book grows: the year's trial balance and a member's month, of a small book and of a large one.
import type pg from 'pg'
import { createLedger, type Ledger } from '#server/ledger/index.ts'
import { randomIds } from '#server/platform/ids.ts'
import { uuidOf } from '#tests/make/ids.ts'
import { median } from '../bench.ts'
import { openPlace } from '../place.ts'

const MEMBERS = 100
const BATCH = 500
const YEAR = { from: '2025-01-01', to: '2025-12-31' }
const READS = 15
const member = (n: number) => uuidOf(`bench member ${n}`)

export type Reads = { trialBalanceMs: number; statementMs: number }

/** @returns both books' medians, read in turn */
export async function measureReads(
  sizes: readonly [small: number, large: number],
  say: (line: string) => void,
) {
  const place = await openPlace()
  try {
    const ledger = createLedger({ db: place.database.db, ids: randomIds })
    for (const [at, journals] of sizes.entries()) {
      say(`filling a book with ${journals} journals`)
      await fillBook(ledger, place.database.pool, { book: `book-${at}`, journals })
    }
    await place.database.pool.query('select ledger.fold_deltas()')
    await ledger.sealBlocks()
    await place.analyse()
    const measured = sizes.map(() => ({ trialBalanceMs: [] as number[], statementMs: [] as number[] }))
    for (let read = 0; read < READS; read++)
      for (const [at, one] of measured.entries()) {
        const book = `book-${at}`
        one.trialBalanceMs.push(await timeOf(() => ledger.trialBalance({ book, ...YEAR })))
        const month = { books: [book], partyId: member(read), from: '2025-06-01', to: '2025-06-30' }
        one.statementMs.push(await timeOf(() => ledger.partyPage({ ...month, skip: 0, limit: 50 })))
      }
    const broken = (await ledger.invariantReport()).filter((one) => one.broken > 0).map(({ name }) => name)
    const reads = measured.map((one): Reads => ({
      trialBalanceMs: median(one.trialBalanceMs),
      statementMs: median(one.statementMs),
    }))
    return { small: reads[0]!, large: reads[1]!, broken }
  } finally {
    await place.close()
  }
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}

type Filling = { book: string; journals: number }

/** Two lines a journal, spread over the year and the members, by ledger.post() as everything else. */
async function fillBook(ledger: Ledger, pool: pg.Pool, { book, journals }: Filling) {
  await ledger.openBook({ code: book, name: book, regime: 'coop-2021-37' })
  await ledger.openAccounts([
    { book, code: '113.platform', name: '应收款', type: 'asset', mode: 'deferred' },
    ...Array.from({ length: MEMBERS }, (_, n) => ({
      ...{ book, code: `114.${member(n)}`, name: '成员往来', type: 'liability' as const, partyId: member(n) },
    })),
  ])
  for (let from = 0; from < journals; from += BATCH) {
    await pool.query({
      name: 'fill',
      text: `
        with j as (
          select gen_random_uuid() as id, n, date '2025-01-01' + n % 365 as day
            from generate_series($2::int, $2::int + $3::int - 1) n),
        m as (select a.id, row_number() over (order by a.code) - 1 as at from ledger.account a join ledger.book b on b.id = a.book_id
               where b.code = $1 and a.code like '114.%'),
        p as (select a.id from ledger.account a join ledger.book b on b.id = a.book_id where b.code = $1 and a.code = '113.platform'),
        h as (select array_agg(id order by n) ids, array_agg($1 || ':' || n order by n) keys,
                     array_agg(sha256(convert_to(id::text, 'UTF8')) order by n) hashes, array_agg('sale'::text order by n) kinds,
                     array_agg(day order by n) days, array_agg('order'::text order by n) types, array_agg(null::uuid) nulls,
                     array_agg(''::text order by n) texts, array_agg('{}'::jsonb) metas from j),
        l as (select array_agg(j.id order by j.n, side) ids, array_agg(side::smallint order by j.n, side) lines,
                     array_agg(case side when 1 then p.id else m.id end order by j.n, side) accounts,
                     array_agg((case side when 1 then 1 else -1 end) * (100 + j.n % 900)::bigint order by j.n, side) amounts
                from j join m on m.at = (j.n / 7) % ${MEMBERS} cross join p cross join generate_series(1, 2) side)
        select count(*) from h, l, ledger.post(h.ids, h.keys, h.hashes, h.kinds, h.days, h.types, h.keys, h.nulls, h.nulls,
          h.types, h.texts, h.metas, l.ids, l.lines, l.accounts, l.amounts)`,
      values: [book, from, Math.min(BATCH, journals - from)],
    })
    if ((from / BATCH) % 20 === 19) await ledger.sealBlocks()
  }
}
