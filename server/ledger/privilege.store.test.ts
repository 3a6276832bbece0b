import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { fen } from '#shared/money.ts'
import { seededIds } from '#tests/make/ids.ts'
import { aLedger, asOwner, expectSoundBooks } from '#tests/setup/ledger.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/test-database.ts'
import type { Ledger } from './types.ts'

/** What the application may call: the only way in, upkeep, and reading. */
const APPLICATION_CALLS = [
  ...['open_book', 'open_account', 'post', 'hold_balances', 'hold_book', 'close_period'],
  ...['fold_deltas', 'seal_block', 'publish_head', 'record_check', 'verify_chain'],
  ...['trial_balance', 'turnover_at', 'vouchers', 'sealed_vouchers'],
]
const AUDITOR_CALLS = [
  ...['verify_chain', 'trial_balance', 'turnover_at', 'vouchers', 'sealed_vouchers', 'head_text'],
  ...['leaf_hash', 'leaf_bytes', 'line_bytes', 'lp', 'maybe', 'merkle_root', 'block_hash', 'genesis'],
]

// A login of its own that is nothing but the application: the demo's login is the owner of the database and takes that
// role when it connects, so it could put it off again (docs/decisions/013).
const login = `t_app_${randomBytes(6).toString('hex')}`
let test: TestDatabase
let database: Database
let ledger: Ledger
let client: pg.Client

beforeAll(async () => {
  test = await createTestDatabase()
  await asOwner(test.url, `create role ${login} login password 'test' in role shanhuo_app`)
  const url = new URL(test.url)
  ;[url.username, url.password] = [login, 'test']
  database = openDatabase({ DATABASE_URL: test.url, DATABASE_POOL_MAX: 4 })
  ledger = await aLedger(database.db, seededIds('privilege'))
  await posted('before')
  await ledger.sealBlocks()
  client = new pg.Client(url.href)
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.close()
  await test.drop()
  const admin = new URL(test.url)
  admin.pathname = '/postgres'
  await asOwner(admin.href, `drop role ${login}`)
})

const posted = (key: string) =>
  database.db.$transaction((tx) =>
    ledger.post(tx, [
      {
        ...{ key, kind: 'test', effectiveOn: '2026-11-23', actor: 'test', memo: key },
        source: { type: 'test', id: key },
        lines: [
          { book: 'b1', account: '101', amount: fen(4) },
          { book: 'b1', account: '501', amount: fen(-4) },
        ],
      },
    ]),
  )

describe('the application’s own login', () => {
  it('may write no table of the ledger, nor may the auditor, in any way', async () => {
    const { rows } = await asOwner(
      test.url,
      `select r || ' ' || p || ' ' || c.oid::regclass as may
         from pg_class c, unnest(array['${login}', 'shanhuo_app', 'ledger_auditor', 'public']) r,
              unnest(array['insert', 'update', 'delete', 'truncate', 'references', 'trigger']) p
        where c.relnamespace = 'ledger'::regnamespace and c.relkind in ('r', 'v', 'm', 'p')
          and has_table_privilege(r, c.oid, p)`,
    )
    expect(rows).toEqual([])
  })

  it.each([
    ['shanhuo_app', APPLICATION_CALLS],
    ['ledger_auditor', AUDITOR_CALLS],
    ['public', []],
  ])('%s may call what it is meant to and nothing else', async (role, calls) => {
    const { rows } = await asOwner(
      test.url,
      `select distinct proname::text as name from pg_proc
        where pronamespace = 'ledger'::regnamespace and has_function_privilege('${role}', oid, 'execute')`,
    )
    expect((rows as { name: string }[]).map(({ name }) => name).toSorted()).toEqual(calls.toSorted())
  })

  it.each([
    ['become the owner', 'set role ledger_owner'],
    ['become a superuser', 'set session authorization ledger_owner'],
    ['switch the guards off for itself', 'set session_replication_role = replica'],
    ['switch a guard off', 'alter table ledger.posting disable trigger posting_check'],
    ['drop a guard', 'drop trigger posting_check on ledger.posting'],
    [
      'put a guard of its own there',
      'create trigger x before insert on ledger.posting execute function ledger.tg_append_only()',
    ],
    [
      'change a function',
      `create or replace function ledger.genesis() returns bytea language sql as $$ select ''::bytea $$`,
    ],
    ['make a table in the ledger', 'create table ledger.shadow (x int)'],
    ['move a table away', 'alter table ledger.posting set schema public'],
    ['call a guard', 'select ledger.tg_append_only()'],
    ['call the fold’s inner parts', 'select ledger.leaf_hash(j) from ledger.journal j'],
    ['copy into a table', `copy ledger.posting from program 'true'`],
    ['lock everybody out', 'lock table ledger.posting in access exclusive mode'],
  ])('cannot %s', async (_wish, statement) => {
    await client.query('begin')
    await expect(client.query(statement)).rejects.toThrow(
      /permission denied|must be owner|trigger functions can only be called/,
    )
    await client.query('rollback')
    expect(await ledger.verifyChain()).toEqual([])
  })
})

it('is not led astray by temporary tables of every name that the ledger has', async () => {
  const { rows } = await asOwner(
    test.url,
    `select relname::text as name from pg_class where relnamespace = 'ledger'::regnamespace and relkind in ('r', 'v')`,
  )
  const names = (rows as { name: string }[]).map(({ name }) => name)
  expect(names).toContain('balance')
  for (const name of names) {
    await client.query(`create temp table ${name} as select * from ledger.${name} limit 0`)
    await client.query(`grant all on pg_temp.${name} to public`)
  }

  await client.query(
    `select p.* from (select array_agg(id order by code) as ids from ledger.account where book_id = 1 and code in ('101', '501')) a,
       ledger.post(
         array['00000000-0000-4000-8000-00000000000a'::uuid], array['shadowed'], array[sha256('x')], array['test'],
         array[date '2026-11-23'], array['test'], array['shadowed'], array[null]::uuid[], array[null]::uuid[],
         array['test'], array[''], array['{}']::jsonb[], array_fill('00000000-0000-4000-8000-00000000000a'::uuid, array[2]),
         array[1, 2]::smallint[], a.ids, array[7, -7]::bigint[]) p`,
  )
  await client.query('select ledger.seal_block()')
  await client.query('select ledger.fold_deltas()')

  const [shadowed] = await ledger.journalsOf({ type: 'test', id: 'shadowed' })
  expect(shadowed).toMatchObject({ lines: [{ amount: 7 }, { amount: -7 }], sealedAs: { seq: 2 } })
  for (const name of names) {
    const { rows: caught } = await client.query<{ n: string }>(`select count(*) as n from pg_temp.${name}`)
    expect(caught, name).toEqual([{ n: '0' }])
  }
  await expectSoundBooks(ledger)
})
