import { mkdtempSync, rmSync } from 'node:fs'
import { copyFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createProofs } from '#server/ledger/index.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { createLog } from '#server/platform/log.ts'
import { aHoneyVillage } from '#tests/make/honey-village.ts'
import {
  anAddressOf,
  moneyWithoutGoods,
  openBooks,
  openCounter,
  origin,
  sessionOf,
  type Counter,
} from '#tests/make/shop.ts'
import { aStripe, type TestStripe } from '#tests/make/stripe.ts'
import { expectSoundBooks } from '#tests/setup/ledger.ts'
import { putBack, takeBackup } from '../scripts/base-backup.mjs'
import { ensureDatabase } from '../scripts/database.mjs'
import { migrate } from '../scripts/migrate.mjs'

const BUYERS = 4
/** Units of the sale, and as many orders at most. */
const STOCK = 1_000

let dir: string
let stripe: TestStripe
/** clusters that run */
const running = new Set<() => Promise<void>>()
beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'backup-'))
  stripe = await aStripe()
})
afterAll(async () => {
  for (const stop of running) await stop()
  await stripe.close()
  rmSync(dir, { recursive: true, force: true })
})

/** A cluster of its own, with its durability on, and the shop's modules on it. */
async function aShopAt(place: string) {
  const { url, stop } = await ensureDatabase({ dir: place, url: undefined })
  running.add(stop)
  await migrate(url)
  const database = openDatabase({ DATABASE_URL: url, DATABASE_POOL_MAX: 8 })
  const counter = openCounter({ database, stripe })
  return {
    ...counter,
    url,
    database,
    proofs: createProofs({
      ...{ db: database.db, clock: stripe.clock, ledger: counter.ledger, origin },
      log: createLog({ LOG_LEVEL: 'silent' }),
      key: { seed: '11'.repeat(32), secret: 'unused' },
      headsFile: path.join(dir, 'heads.jsonl'),
    }),
    async close() {
      await counter.checkout.close()
      await counter.flashSale.close()
      await database.close()
      await stop()
      running.delete(stop)
    },
  }
}

const byte = (lsn: string) => lsn.split('/').reduce((sum, part) => (sum << 32n) + BigInt(`0x${part}`), 0n)

async function lsnOf({ pool }: Database): Promise<bigint> {
  const { rows } = await pool.query<{ lsn: string }>('select pg_current_wal_insert_lsn()::text as lsn')
  return byte(rows[0]!.lsn)
}

/** Buys and pays. @returns the order's number, once the shop has said that it is paid */
async function buy({ flashSale, checkout, ids }: Counter, buyerId: string, saleId: string): Promise<string> {
  const hold = await flashSale.claim(buyerId, { saleId, quantity: 1, claimKey: ids.uuid() })
  if (!hold.ok) throw new Error(hold.refusal.kind)
  const { holdId } = hold.value
  const request = anAddressOf(buyerId)
  const placed = await checkout.placeOrder({ buyerId, holdId, request, locale: 'zh-CN', origin })
  if (!placed.ok) throw new Error(placed.refusal.kind)
  const { orderNumber, redirectTo } = placed.value
  await stripe.payOn(redirectTo, 'card')
  const letter = await stripe.letter('checkout.session.completed', sessionOf(redirectTo))
  await checkout.receiveWebhook(letter.body, letter.signature)
  return orderNumber
}

/** Buyers one after the other at each of a few tills, until it is said that it is enough. */
function aCrowd(shop: Awaited<ReturnType<typeof aShopAt>>, saleId: string) {
  /** with where the database's log stood when it was known */
  const paid: { number: string; lsn: bigint }[] = []
  let isOpen = true
  const tills = Array.from({ length: BUYERS }, async (_, till) => {
    for (let nth = 0; isOpen; nth += 1) {
      const number = await buy(shop, `buyer_${till}_${nth}`, saleId)
      paid.push({ number, lsn: await lsnOf(shop.database) })
      await shop.ledger.foldDeltas()
      await shop.ledger.sealBlocks()
    }
  })
  return {
    paid,
    async close() {
      isOpen = false
      await Promise.all(tills)
    },
  }
}

// Two clusters, both with a disk that is waited for.
it(
  'a copy taken while orders are paid comes back with all that was acknowledged, and verifies',
  { timeout: 240_000 },
  async () => {
    const shop = await aShopAt(path.join(dir, 'pg'))
    const village = await aHoneyVillage(shop.db, { stock: STOCK })
    await openBooks(shop, village)
    const first = await buy(shop, 'buyer_first', village.sale.id)
    await shop.ledger.sealBlocks()
    expect(await shop.proofs.publishToday()).toMatchObject({ ok: true })
    const crowd = aCrowd(shop, village.sale.id)

    // Until one of them was taken while somebody paid.
    let folder = ''
    let [start, stop] = [0n, 0n]
    const isWithin = ({ lsn }: { lsn: bigint }) => lsn > start && lsn <= stop
    for (let nth = 0; !crowd.paid.some(isWithin); nth += 1) {
      folder = path.join(dir, `copy-${nth}`)
      const taken = await takeBackup(shop.url, folder)
      start = byte(taken.startLsn)
      stop = byte(taken.stopLsn)
    }
    const afterwards = crowd.paid.length
    await crowd.close()
    expect(crowd.paid.length).toBeGreaterThan(afterwards)
    await copyFile(path.join(dir, 'pg.password'), path.join(folder, 'pg.password'))
    expect((await stat(folder)).mode & 0o077).toBe(0)
    await shop.close()

    await putBack(folder, path.join(dir, 'again'))
    const restored = await aShopAt(path.join(dir, 'again'))
    const rows = await restored.db.order.findMany({ where: { state: 'paid' }, select: { number: true } })
    const there = new Set(rows.map(({ number }) => number))
    const promised = crowd.paid.filter(({ lsn }) => lsn <= stop)
    expect(promised.length).toBeGreaterThan(0)
    expect(promised.filter(({ number }) => !there.has(number))).toEqual([])
    const known = new Set([first, ...crowd.paid.map(({ number }) => number)])
    expect([...there].filter((number) => !known.has(number))).toEqual([])

    expect(await moneyWithoutGoods(restored.database)).toEqual([])
    expect((await restored.flashSale.invariants()).filter(({ broken }) => broken > 0)).toEqual([])
    await expectSoundBooks(restored.ledger)
    expect(await restored.proofs.audit(1)).toMatchObject({ findings: [] })
    // And the shop goes on.
    await buy(restored, 'buyer_after', village.sale.id)
    await expectSoundBooks(restored.ledger)
    await restored.close()
  },
)

it('is not taken over another one, nor put where a database is', async () => {
  await expect(takeBackup('postgresql://nobody@127.0.0.1:1/none', dir)).rejects.toThrow('is there already')
  await expect(putBack(path.join(dir, 'nothing'), path.join(dir, 'somewhere'))).rejects.toThrow(
    'is no backup',
  )
})
