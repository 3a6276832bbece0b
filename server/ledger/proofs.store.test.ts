import { bytesToHex } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { blockHash } from '#shared/ledger-head.ts'
import { checkProof, ledgerProof } from '#shared/ledger-proof.ts'
import { merkleRoot } from '#shared/merkle.ts'
import { fen } from '#shared/money.ts'
import { leafHash } from '#shared/sealed-journal.ts'
import { seededIds } from '#tests/make/ids.ts'
import { aLedger, asOwner, expectSoundBooks } from '#tests/setup/ledger.ts'
import { theProofs } from '#tests/setup/proofs.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/test-database.ts'
import type { JournalRequest, Ledger, Proofs } from './index.ts'
import { proofStore } from './proof-store.ts'

let test: TestDatabase
let database: Database
let ledger: Ledger
let proofs: Proofs
let remove: () => Promise<void>

beforeAll(async () => {
  test = await createTestDatabase()
  database = openDatabase({ DATABASE_URL: test.url, DATABASE_POOL_MAX: 8 })
  ledger = await aLedger(database.db, seededIds('proofs'))
  await ledger.openAccounts([
    {
      book: 'b2',
      code: '211.member',
      name: '丁',
      type: 'liability',
      partyId: '00000000-0000-4000-8000-000000000007',
    },
  ])
  ;({ proofs, remove } = await theProofs(database.db, ledger))
})
afterAll(async () => {
  await remove()
  await database.close()
  await test.drop()
})

let posted = 0
async function post(...some: Partial<JournalRequest>[]) {
  const journals = some.map((one): JournalRequest => ({
    key: `journal-${posted++}`,
    kind: 'test',
    effectiveOn: '2026-11-26',
    source: { type: 'test', id: 'x' },
    actor: 'test',
    memo: '',
    lines: [
      { book: 'b1', account: '101', amount: fen(5) },
      { book: 'b1', account: '501', amount: fen(-5) },
    ],
    ...one,
  }))
  const answers = await database.db.$transaction((tx) => ledger.post(tx, journals))
  return [...answers.values()].map(({ journalId }) => journalId)
}

const amount = fc.integer({ min: 1, max: 9_000_000_000 })
const text = fc.string({ unit: 'grapheme', maxLength: 12 }).map((one) => one.replaceAll('\0', ''))
const history = fc.array(
  fc.array(fc.record({ amount, other: amount, memo: text, actor: text, two: fc.boolean() }), {
    minLength: 1,
    maxLength: 9,
  }),
  { minLength: 1, maxLength: 3 },
)

it('hashes leaves, roots and blocks as the database does, for random histories', async () => {
  const journals = proofStore(database.db)
  await fc.assert(
    fc.asyncProperty(history, async (batches) => {
      for (const batch of batches) {
        const ids = await post(
          ...batch.map(({ amount, other, memo, actor, two }) => ({
            memo,
            actor,
            lines: [
              { book: 'b1', account: '109.hot', amount: fen(amount) },
              { book: 'b1', account: '501', amount: fen(-amount) },
              ...(two
                ? [
                    { book: 'b2', account: '101', amount: fen(other) },
                    { book: 'b2', account: '211.member', amount: fen(-other) },
                  ]
                : []),
            ],
          })),
        )
        await ledger.sealBlocks()
        for (const id of ids) {
          const [journal, sealed] = [await journals.sealedJournal(id), await journals.sealOf(id)]
          expect(bytesToHex(leafHash(journal!))).toBe(sealed!.leaf)
        }
      }
    }),
    { numRuns: 12 },
  )
  const blocks = await journals.blocks(1, 1_000_000)
  expect(blocks.length).toBeGreaterThan(11)
  for (const block of blocks) {
    expect(bytesToHex(merkleRoot(await journals.leaves(block.height)))).toBe(block.root)
    expect(blockHash(block)).toBe(block.hash)
  }
  await expectSoundBooks(ledger)
})

it('seals two journals apart whose texts read the same when they are put side by side', async () => {
  const ids = await post({ kind: 'ab', memo: 'x', actor: 'yz' }, { kind: 'a', memo: 'yx', actor: 'z' })
  await ledger.sealBlocks()
  const leaves = await Promise.all(ids.map(async (id) => (await proofs.proofOf(id))?.leaf))

  expect(leaves[0]).not.toBe(leaves[1])
})

describe('a proof', () => {
  const holds = (proof: unknown) => checkProof(ledgerProof.parse(proof)).every((part) => part.holds)

  it('is not there before the journal is sealed, nor for a journal that is none', async () => {
    const [id] = await post({})

    expect(await proofs.proofOf(id!)).toBeNull()
    expect(await proofs.proofOf('00000000-0000-4000-8000-000000000000')).toBeNull()
  })

  it('is there for every journal of a block, up to a head that is signed for it while the day lasts', async () => {
    const ids = await post({}, {}, {}, {}, {}, {}, {})
    await ledger.sealBlocks()

    for (const id of ids) {
      const proof = await proofs.proofOf(id)
      expect(proof?.head.format).toBe('shanhuo-ledger-interim-v1')
      expect(proof?.head.publicKey).toBe(proofs.publicKey)
      expect(holds(JSON.parse(JSON.stringify(proof)))).toBe(true)
    }
  })

  it('goes up the chain to the first published head above it', async () => {
    const [id] = await post({ memo: 'early' })
    await ledger.sealBlocks()
    await post({ memo: 'later' })
    await ledger.sealBlocks()
    const published = await proofs.publishToday()
    await post({ memo: 'after the head' })
    await ledger.sealBlocks()

    const proof = (await proofs.proofOf(id!))!
    expect(published).toMatchObject({ ok: true, value: { hash: proof.head.hash } })
    expect(proof.head.format).toBe('shanhuo-ledger-head-v1')
    expect(proof.blocks).toHaveLength(2)
    expect(holds(proof)).toBe(true)
  })

  it('of a journal that somebody has changed does not hold, and says so of the journal', async () => {
    const [id] = await post({})
    await ledger.sealBlocks()
    const change = (by: number) => `
      alter table ledger.posting disable trigger all;
      update ledger.posting set amount = amount + sign(amount) * ${by} where journal_id = '${id}';
      alter table ledger.posting enable trigger all;`
    await asOwner(test.url, change(1))
    const parts = checkProof((await proofs.proofOf(id!))!)
    await asOwner(test.url, change(-1))

    expect(parts.filter((part) => !part.holds).map(({ part }) => part)).toEqual(['journal'])
  })

  it('tells nobody’s name', async () => {
    const [id] = await post({
      lines: [
        { book: 'b2', account: '101', amount: fen(5) },
        { book: 'b2', account: '211.member', amount: fen(-5) },
      ],
    })
    await ledger.sealBlocks()
    const proof = JSON.stringify(await proofs.proofOf(id!))

    expect(proof).toContain('00000000-0000-4000-8000-000000000007')
    expect(proof).not.toMatch(/[丙丁]/)
  })
})
