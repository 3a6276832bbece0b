import { readFile, rm, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { headDigest, isSigned, NO_HEAD_BEFORE } from '#shared/ledger-head.ts'
import { fen } from '#shared/money.ts'
import { seededIds } from '#tests/make/ids.ts'
import { aLedger, asOwner } from '#tests/setup/ledger.ts'
import { theProofs } from '#tests/setup/proofs.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/test-database.ts'
import type { Ledger } from './index.ts'

const DAY_MS = 86_400_000
const asSuperuser = (statement: string) =>
  asOwner(test.url, `set session_replication_role = replica; ${statement}`)

let test: TestDatabase
let database: Database
let ledger: Ledger
let world: Awaited<ReturnType<typeof theProofs>>

beforeEach(async () => {
  test = await createTestDatabase()
  database = openDatabase({ DATABASE_URL: test.url, DATABASE_POOL_MAX: 8 })
  ledger = await aLedger(database.db, seededIds('heads'))
  world = await theProofs(database.db, ledger)
})
afterEach(async () => {
  await world.remove()
  await database.close()
  await test.drop()
})

let posted = 0
/** So many blocks of one journal each. */
async function sealSome(blocks: number) {
  for (let n = 0; n < blocks; n++) {
    const lines = [
      { book: 'b1', account: '101', amount: fen(40) },
      { book: 'b1', account: '501', amount: fen(-40) },
    ]
    const rest = { kind: 'test', source: { type: 'test', id: 'x' }, actor: 'test', memo: 'x', lines }
    const key = `journal-${posted++}`
    await database.db.$transaction((tx) => ledger.post(tx, [{ key, effectiveOn: '2026-11-26', ...rest }]))
    await ledger.sealBlocks()
  }
}

/** Two days of the chain with their heads: the first day's blocks are moved to yesterday by somebody with the right. */
async function twoHeads() {
  await sealSome(2)
  await asSuperuser(`
    update ledger.block set sealed_at = sealed_at - interval '1 day';
    update ledger.journal set recorded_at = recorded_at - interval '1 day';`)
  await asSuperuser(resealed)
  const first = await world.proofs.publishDue()
  await sealSome(2)
  const second = await world.proofs.publishToday()
  if (!first || !second.ok) throw new Error('Not published')
  return { first, second: second.value }
}

/** What a forger with every right does: all leaves, roots and hashes anew, so that the chain agrees with itself. */
const resealed = `
  update ledger.seal s set leaf = ledger.leaf_hash(j) from ledger.journal j where j.id = s.journal_id;
  do $$
  declare b ledger.block; prev bytea := ledger.genesis(); tree bytea;
  begin
    for b in select * from ledger.block order by height loop
      select ledger.merkle_root(array_agg(leaf order by seq)) into tree from ledger.seal where height = b.height;
      update ledger.block set prev_hash = prev, root = tree,
             hash = ledger.block_hash(prev, tree, b.height, b.first_seq, b.last_seq)
       where height = b.height returning hash into prev;
    end loop;
  end $$;`

describe('a head', () => {
  it('is signed, names the one before, and is published once a day, after midnight or when asked', async () => {
    const { first, second } = await twoHeads()

    expect([isSigned(first), isSigned(second)]).toEqual([true, true])
    expect([first.previous, second.previous]).toEqual([NO_HEAD_BEFORE, headDigest(first)])
    expect([first.height, second.height]).toEqual([2, 4])
    expect(await world.proofs.publishDue()).toBeNull()
    await sealSome(1)
    expect(await world.proofs.publishToday()).toEqual({ ok: false, refusal: { kind: 'published_before' } })
    world.clock.advance(DAY_MS)
    expect(await world.proofs.publishDue()).toBeNull()
    expect((await world.proofs.heads({ limit: 9 })).map(({ when }) => when)).toEqual([
      second.when,
      first.when,
    ])
  })

  it('is published once by many who do it at once', async () => {
    await sealSome(1)
    const answers = await Promise.all(Array.from({ length: 6 }, () => world.proofs.publishToday()))

    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await world.proofs.heads({ limit: 9 })).toHaveLength(1)
    expect((await world.proofs.audit()).findings).toEqual([])
  })

  it('is not of a day on which nothing was sealed', async () => {
    expect(await world.proofs.publishToday()).toEqual({ ok: false, refusal: { kind: 'nothing_sealed' } })
    await sealSome(1)
    world.clock.advance(3 * DAY_MS)
    expect(await world.proofs.publishDue()).toBeNull()
  })

  it.each([
    ['changed', `update ledger.head set height = 1`, /LEDGER_APPEND_ONLY/],
    ['deleted', 'delete from ledger.head', /LEDGER_APPEND_ONLY/],
    ['emptied', 'truncate ledger.head', /LEDGER_APPEND_ONLY/],
    ['published for an earlier day', insertion(`day - 1, height`), /LEDGER_HEAD_ORDER/],
    ['lower than the one before', insertion('day + 1, height - 1'), /LEDGER_HEAD_ORDER/],
    [
      'without the one before',
      insertion('day + 1, height', { previous: `decode(repeat('00', 32), 'hex')` }),
      /LEDGER_HEAD_PREVIOUS/,
    ],
    ['of another block', insertion('day + 1, height', { hash: `sha256('x')` }), /LEDGER_HEAD_BLOCK/],
  ])('cannot be %s, by the owner either', async (_what, statement, message) => {
    await twoHeads()
    await expect(asOwner(test.url, statement)).rejects.toThrow(message)
    expect((await world.proofs.audit()).findings).toEqual([])
  })

  it('is written by the application through the function only', async () => {
    await expect(database.pool.query('delete from ledger.head')).rejects.toThrow(/permission denied/)
    await expect(database.pool.query('delete from ledger.last_check')).rejects.toThrow(/permission denied/)
  })
})

function insertion(
  dayAndHeight: string,
  { hash = 'hash', previous = `sha256(convert_to(ledger.head_text(h), 'UTF8'))` } = {},
): string {
  return `insert into ledger.head select ${dayAndHeight}, ${hash}, last_seq, ${previous}, signature, public_key
            from ledger.head h order by day desc limit 1`
}

describe('what was published finds', () => {
  const problems = async (copy?: string) => {
    const { findings } = await world.proofs.audit(1, copy)
    return findings.map(({ problem, ...rest }) =>
      'day' in rest ? `${problem} ${rest.day} ${rest.place}` : problem,
    )
  }

  it('nothing in books that nobody touched', async () => {
    await twoHeads()
    expect(await problems(await readFile(world.headsFile, 'utf8'))).toEqual([])
  })

  it('a tail that was cut off with everything that belongs to it', async () => {
    const { second } = await twoHeads()
    await asSuperuser(`
      create temp table gone as select journal_id from ledger.seal where height > 3;
      delete from ledger.posting where journal_id in (select journal_id from gone);
      delete from ledger.journal where id in (select journal_id from gone);
      delete from ledger.seal where height > 3; delete from ledger.block where height > 3;`)

    expect(await ledger.verifyChain()).toEqual([])
    expect(await problems()).toEqual([`chain_cut ${second.when} table`])
  })

  it('a block that was deleted, and the rest renumbered', async () => {
    const { first, second } = await twoHeads()
    await asSuperuser(`
      create temp table gone as select journal_id from ledger.seal where height = 2;
      delete from ledger.posting where journal_id in (select journal_id from gone);
      delete from ledger.journal where id in (select journal_id from gone);
      delete from ledger.seal where height = 2; delete from ledger.block where height = 2;
      update ledger.seal set height = height - 1, seq = seq - 1 where height > 2;
      update ledger.block set height = height - 1, first_seq = first_seq - 1, last_seq = last_seq - 1 where height > 2;`)

    expect((await ledger.verifyChain()).map(({ problem, height }) => `${problem} ${height}`)).toEqual([
      'link 2',
      'hash 2',
      'hash 3',
    ])
    expect(await problems()).toEqual(
      expect.arrayContaining([`chain_rewritten ${first.when} table`, `chain_cut ${second.when} table`]),
    )
  })

  it('a chain that was computed anew over a changed amount', async () => {
    const { first, second } = await twoHeads()
    await asSuperuser(`
      update ledger.posting set amount = amount * 2
       where journal_id = (select journal_id from ledger.seal where seq = 2); ${resealed}`)

    expect(await ledger.verifyChain()).toEqual([])
    expect(await problems()).toEqual([
      `chain_rewritten ${first.when} table`,
      `chain_rewritten ${second.when} table`,
    ])
  })

  it('a chain and a table of heads computed anew by somebody without the key', async () => {
    const { first, second } = await twoHeads()
    await asSuperuser(`
      update ledger.posting set amount = amount * 2
       where journal_id = (select journal_id from ledger.seal where seq = 3); ${resealed}
      update ledger.head h set hash = b.hash from ledger.block b where b.height = h.height;`)

    expect(await problems()).toEqual([
      `head_forged ${second.when} table`,
      `head_differs ${second.when} file`,
      `chain_rewritten ${second.when} file`,
    ])
    expect(first.height).toBe(2)
  })

  it('everything computed anew by somebody with our key, beside a copy that was kept elsewhere', async () => {
    const { second } = await twoHeads()
    const copy = await readFile(world.headsFile, 'utf8')
    await asSuperuser(`
      delete from ledger.head where day = '${second.when}';
      update ledger.posting set amount = amount * 2
       where journal_id = (select journal_id from ledger.seal where seq = 4); ${resealed}`)
    await rm(world.headsFile)
    expect(await world.proofs.rewriteFile()).toBe(1)
    expect((await world.proofs.publishToday()).ok).toBe(true)

    expect(await problems()).toEqual([])
    expect(await problems(copy)).toEqual([
      `head_differs ${second.when} copy`,
      `chain_rewritten ${second.when} copy`,
    ])
  })

  it('heads signed with another key', async () => {
    await sealSome(1)
    const forger = world.proofsWith('22'.repeat(32))
    const forged = await forger.publishToday()
    if (!forged.ok) throw new Error('Not published')

    expect(await problems()).toEqual([`head_forged ${forged.value.when} table`])
  })

  it('a head that was taken out of the table', async () => {
    const { first, second } = await twoHeads()
    await asSuperuser(`delete from ledger.head where day = '${first.when}'`)

    expect(await problems()).toEqual([`head_order ${second.when} table`, `head_removed ${first.when} file`])
  })

  it('a file that is gone, and does not make it anew in silence', async () => {
    await twoHeads()
    await rm(world.headsFile)
    expect(await problems()).toEqual(['file_lost'])
    await world.proofs.publishDue()
    expect(await problems()).toEqual(['file_lost'])

    expect(await world.proofs.rewriteFile()).toBe(2)
    expect(await problems()).toEqual([])
    expect(await world.proofs.rewriteFile()).toBeNull()
  })

  it.each<[string, (text: string) => string, (days: { first: string; second: string }) => string[]]>([
    [
      'a letter changed',
      (text) => text.replace('"height":2', '"height":1'),
      ({ first }) => [`head_differs ${first} file`, `head_forged ${first} file`],
    ],
    ['a line lost', (text) => text.slice(text.indexOf('\n') + 1), ({ first }) => [`head_lost ${first} file`]],
    [
      'a line broken',
      (text) => text.slice(0, -9),
      ({ second }) => [`head_lost ${second} file`, 'file_unreadable'],
    ],
  ])('a file with %s', async (_what, change, expected) => {
    const { first, second } = await twoHeads()
    await writeFile(world.headsFile, change(await readFile(world.headsFile, 'utf8')))

    expect(await problems()).toEqual(expected({ first: first.when, second: second.when }))
  })

  it('a journal slipped in for a day whose head is published', async () => {
    await twoHeads()
    await sealSome(1)
    await asSuperuser(`
      update ledger.block set sealed_at = sealed_at - interval '40 days';
      update ledger.journal set recorded_at = recorded_at - interval '30 days'
       where id = (select journal_id from ledger.seal where seq = 5); ${resealed}`)

    expect(await ledger.verifyChain({ from: 5 })).toEqual([
      expect.objectContaining({ problem: 'journal_backdated', height: 5, seq: 5 }),
    ])
  })
})

describe('a check', () => {
  it('is noted for the page, and a recent one begins after the last full one', async () => {
    await twoHeads()
    await world.proofs.check('full')
    await sealSome(1)
    await asSuperuser(
      `update ledger.journal set memo = 'y' where id = (select journal_id from ledger.seal where seq = 1)`,
    )
    await world.proofs.check('recent')

    expect(await world.proofs.lastChecks()).toEqual([
      { span: 'full', checkedAt: world.clock.now().toISOString(), height: 4, findings: [] },
      { span: 'recent', checkedAt: world.clock.now().toISOString(), height: 5, findings: [] },
    ])
    expect((await world.proofs.check('full')).findings).toEqual([
      expect.objectContaining({ problem: 'journal_note_changed', height: 1, seq: 1 }),
    ])
    expect((await world.proofs.lastChecks())[0]?.findings).toHaveLength(1)
  })
})
