import { createHash } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { fen } from '#shared/money.ts'
import { seededIds, uuidOf } from '#tests/make/ids.ts'
import { aLedger, expectSoundBooks } from '#tests/setup/ledger.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/test-database.ts'
import type { Ledger } from './types.ts'

let test: TestDatabase
let database: Database
let ledger: Ledger

beforeAll(async () => {
  test = await createTestDatabase()
  database = openDatabase({ DATABASE_URL: test.url, DATABASE_POOL_MAX: 8 })
  ledger = await aLedger(database.db, seededIds('tampering'))
  await ledger.openAccounts(
    ['one', 'two'].map((party) => ({
      book: 'b2',
      code: `211.${party}`,
      name: party,
      type: 'liability',
      partyId: uuidOf(party),
    })),
  )
  for (const key of ['one', 'two', 'three']) await post(key, '2026-11-23')
  await ledger.sealBlocks()
})
afterAll(async () => {
  await database.close()
  await test.drop()
})

function post(key: string, effectiveOn: string) {
  const lines = [
    { book: 'b1', account: '101', amount: fen(40) },
    { book: 'b1', account: '501', amount: fen(-40) },
    { book: 'b2', account: '211.one', amount: fen(3) },
    { book: 'b2', account: '211.two', amount: fen(-3) },
  ]
  const rest = { kind: 'test', source: { type: 'test', id: key }, actor: 'test', memo: key }
  return database.db.$transaction((tx) => ledger.post(tx, [{ key, effectiveOn, lines, ...rest }]))
}

/** Somebody with every right disables the guards, does it, and is looked at before it is undone. */
async function found(tampering: string): Promise<string[]> {
  const client = new pg.Client(test.url)
  await client.connect()
  try {
    await client.query('begin')
    await client.query(`set local session_replication_role = replica`)
    await client.query(tampering)
    const chain = await client.query<{ problem: string }>('select problem from ledger.verify_chain()')
    const report = await client.query<{ inv: string }>(
      'select inv from ledger.invariant_report where bad > 0',
    )
    return [...chain.rows.map(({ problem }) => problem), ...report.rows.map(({ inv }) => inv)]
  } finally {
    await client.query('rollback')
    await client.end()
  }
}

const ofTwo = `(select id from ledger.journal where idem_key = 'two')`

describe('what a superuser did is found', () => {
  it.each([
    [
      'all lines of a sealed journal deleted',
      `delete from ledger.posting where journal_id = ${ofTwo}`,
      'journal_changed',
    ],
    [
      'a journal deleted and its lines left',
      `delete from ledger.journal where id = ${ofTwo}`,
      'I2, I5 journal with other lines than it says',
    ],
    ['a memo changed', `update ledger.journal set memo = 'x' where id = ${ofTwo}`, 'journal_changed'],
    [
      'amounts changed in a balanced way',
      `update ledger.posting set amount = amount * 2 where journal_id = ${ofTwo}`,
      'journal_changed',
    ],
    [
      'what was noted beside it changed',
      `update ledger.journal set meta = '{"x":1}' where id = ${ofTwo}`,
      'journal_changed',
    ],
    [
      'two parties swapped',
      `update ledger.account a set party_id = o.party_id from ledger.account o
        where a.book_id = 2 and o.book_id = 2 and a.code in ('211.one', '211.two') and o.code in ('211.one', '211.two')
          and o.code <> a.code`,
      'journal_changed',
    ],
    [
      'two sealed journals swapped',
      `create temp table swapped on commit drop as
         select 3 - seq as seq, journal_id, leaf, height from ledger.seal where seq in (1, 2);
       delete from ledger.seal where seq in (1, 2); insert into ledger.seal select * from swapped`,
      'root',
    ],
    [
      'a leaf changed with its journal',
      `update ledger.journal set memo = 'x' where id = ${ofTwo};
       update ledger.seal s set leaf = ledger.leaf_hash(j) from ledger.journal j where j.id = s.journal_id`,
      'root',
    ],
    ['a root changed', `update ledger.block set root = sha256('x')`, 'root'],
    ['a block’s numbers changed', `update ledger.block set first_seq = 0`, 'numbering'],
    ['a block’s hash changed', `update ledger.block set hash = sha256('x')`, 'hash'],
    ['a block hung elsewhere', `update ledger.block set prev_hash = sha256('x')`, 'link'],
    ['a block renumbered', `update ledger.block set height = 2`, 'block_missing'],
    [
      'a journal deleted and its seal kept',
      `delete from ledger.posting where journal_id = ${ofTwo}; delete from ledger.journal where id = ${ofTwo}`,
      'journal_missing',
    ],
    [
      'a date moved',
      `update ledger.journal set effective_date = '2026-11-22' where id = ${ofTwo}`,
      'journal_changed',
    ],
    [
      'an account given to another party',
      `update ledger.account set party_id = gen_random_uuid() where code = '501'`,
      'journal_changed',
    ],
    [
      'two accounts swapped',
      `update ledger.account set code = '999' where code = '101' and book_id = 1;
       update ledger.account set code = '101' where code = '501' and book_id = 1;
       update ledger.account set code = '501' where code = '999'`,
      'journal_changed',
    ],
    [
      'a journal and its seal deleted',
      `delete from ledger.seal where journal_id = ${ofTwo}; delete from ledger.posting where journal_id = ${ofTwo}; delete from ledger.journal where id = ${ofTwo}`,
      'seal_missing',
    ],
    ['the last block cut off', 'delete from ledger.block', 'seal_stray'],
    [
      'a journal unsealed and taken from the queue',
      `delete from ledger.seal where journal_id = ${ofTwo}`,
      'I10 journal neither sealed nor waiting, or waiting for over a minute',
    ],
    [
      'a balance raised',
      `update ledger.balance set cr = cr + 1`,
      'I8 balance other than the sum of postings',
    ],
    [
      'a balance below its floor',
      `insert into ledger.balance select id, 5, 0, 1 from ledger.account where floor = 'no_debit'`,
      'I7 account below its floor',
    ],
    [
      'a turnover changed',
      `update ledger.turnover_day set dr = dr + 1`,
      'I11 turnover other than the sum of sealed postings',
    ],
  ])('%s', async (_what, tampering, name) => {
    expect(await found(tampering)).toContain(name)
    await expectSoundBooks(ledger)
  })
})

it('is not led astray by a temporary table of the application', async () => {
  const client = await database.pool.connect()
  try {
    await client.query('begin')
    await client.query(
      'create temp table balance (account_id bigint primary key, dr bigint, cr bigint, version bigint)',
    )
    await client.query('grant all on pg_temp.balance to public')
    await client.query(
      `insert into pg_temp.balance select id, 0, 1000000, 1 from ledger.account where code = '211.floored'`,
    )
    const overdraw = client.query(`
      with j as (select gen_random_uuid() id),
           a as (select array_agg(id order by code desc) ids from ledger.account where code in ('211.floored', '101') and book_id = 1)
      select p.* from j, a, ledger.post(
        array[j.id], array['shadow'], array[sha256('x')], array['test'], array[date '2026-11-23'], array['test'], array['x'],
        array[null]::uuid[], array[null]::uuid[], array['x'], array[''], array['{}']::jsonb[],
        array[j.id, j.id], array[1, 2]::smallint[], a.ids, array[500, -500]::bigint[]) p`)
    await expect(overdraw).rejects.toThrow(/LEDGER_FLOOR/)
  } finally {
    await client.query('rollback')
    client.release()
  }
})

it('closes a month only after those who are posting to it, and then to all others', async () => {
  const poster = await database.pool.connect()
  let closing: Promise<boolean>
  try {
    await poster.query('begin')
    await poster.query(`
      with j as (select gen_random_uuid() id),
           a as (select array_agg(id) ids from ledger.account where code in ('501', '101') and book_id = 1)
      select p.* from j, a, ledger.post(
        array[j.id], array['racing'], array[sha256('x')], array['test'], array[date '2026-08-31'], array['test'], array['x'],
        array[null]::uuid[], array[null]::uuid[], array['x'], array[''], array['{}']::jsonb[],
        array[j.id, j.id], array[1, 2]::smallint[], a.ids, array[5, -5]::bigint[]) p`)
    closing = ledger.closePeriod({ book: 'b1', month: '2026-08', by: 'test', today: '2026-11-23' })
    const waits = () => poster.query(`select 1 from pg_locks where locktype = 'advisory' and not granted`)
    await expect.poll(async () => (await waits()).rowCount).toBeGreaterThan(0)
    await poster.query('commit')
  } finally {
    poster.release()
  }
  await closing

  await expect(post('too late', '2026-08-31')).rejects.toMatchObject({ code: 'LEDGER_PERIOD_CLOSED' })
  await expectSoundBooks(ledger)
})

describe('the Merkle root', () => {
  const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest()
  /** RFC 6962 section 2.1 as it is written: split at the largest power of two below n. */
  const rootOf = (leaves: readonly Buffer[]): Buffer => {
    if (leaves.length === 1) return leaves[0]!
    const half = 2 ** (Math.ceil(Math.log2(leaves.length)) - 1)
    return sha256(Buffer.from([1]), rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)))
  }

  it('is that of RFC 6962 for any number of leaves', async () => {
    const leaves = Array.from({ length: 33 }, (_, n) => sha256(Buffer.from([0]), Buffer.from([n])))
    const { rows } = await asAuditor(
      `select ledger.merkle_root(($1::bytea[])[1:n]) as root from generate_series(1, 33) n order by n`,
      leaves,
    )

    expect(rows.map(({ root }) => root.toString('hex'))).toEqual(
      leaves.map((_, n) => rootOf(leaves.slice(0, n + 1)).toString('hex')),
    )
  })

  async function asAuditor(statement: string, leaves: readonly Buffer[]) {
    const client = new pg.Client({ connectionString: test.url, options: '-c role=ledger_auditor' })
    await client.connect()
    try {
      return await client.query<{ root: Buffer }>(statement, [leaves])
    } finally {
      await client.end()
    }
  }
})
