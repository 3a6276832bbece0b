// What a claim costs the database as the shop grows: an empty one whose tables were never analysed, beside one with a
// thousand sales and a million holds, batch by batch in turn.
import { randomUUID } from 'node:crypto'
import { createFlashSaleStore } from '#server/flash-sale/store.ts'
import { randomIds } from '#server/platform/ids.ts'
import { aHoneyVillage } from '#tests/make/honey-village.ts'
import { morning } from '#tests/make/selling.ts'
import { median, rounded, type Bench } from '../bench.ts'
import { openPlace } from '../place.ts'
import { measureExpiry } from './expiry.ts'

const BATCH = 256
const BATCHES_A_SALE = 20
const SALE_TOTAL = 10_000
const sizes = {
  quick: { sales: 50, holdsASale: 200, rounds: 40, expiries: 2 },
  full: { sales: 1_000, holdsASale: 1_000, rounds: 200, expiries: 7 },
}

export const growth: Bench = async ({ quick, say }) => {
  const { sales, holdsASale, rounds: count, expiries } = sizes[quick ? 'quick' : 'full']
  const small = await openShop({ sales: 1 + Math.ceil(count / BATCHES_A_SALE) })
  const large = await openShop({ sales })
  try {
    say(`filling ${sales} sales with ${holdsASale} holds each`)
    await large.fill(holdsASale)
    const rounds: { empty: number; grown: number }[] = []
    for (let round = 0; round < count; round++)
      rounds.push({ empty: await small.claimBatch(round), grown: await large.claimBatch(round) })
    say(`ending ten thousand holds at one instant, ${expiries} times`)
    const expiry = await measureExpiry(expiries)
    const empty = median(rounds.map((one) => one.empty))
    const grown = median(rounds.map((one) => one.grown))
    const broken = [...(await small.broken()), ...(await large.broken()), ...expiry.broken]
    return {
      rounds: [...rounds, ...expiry.rounds],
      invariantsHold: broken.length === 0,
      medians: {
        'empty, never analysed': { batchMs: rounded(empty) },
        [`${sales} sales, ${sales * holdsASale} holds`]: { batchMs: rounded(grown) },
        '10,000 holds run out': {
          toldMs: rounded(median(expiry.rounds.map(({ toldMs }) => toldMs)), 0),
          bareUpdateMs: rounded(median(expiry.rounds.map(({ bareUpdateMs }) => bareUpdateMs)), 0),
        },
      },
      chart: {
        title: `A batch of ${BATCH} claims in the database`,
        unit: 'milliseconds, median; less is better',
        bars: [
          { label: 'empty, never analysed', value: rounded(empty) },
          { label: `${sales * holdsASale} past claims`, value: rounded(grown) },
        ],
      },
      ratios: {
        growthCost: rounded(median(rounds.map((one) => one.grown / one.empty))),
        expiryCost: rounded(median(expiry.rounds.map((one) => one.toldMs / one.bareUpdateMs))),
      },
    }
  } finally {
    await small.close()
    await large.close()
  }
}

async function openShop({ sales }: { sales: number }) {
  const place = await openPlace()
  const { database } = place
  const { db, pool } = database
  const store = createFlashSaleStore(database)
  const { sale } = await aHoneyVillage(db, { stock: 1 })
  const ids = Array.from({ length: sales }, (_, n) => `growth_${n}`)
  await db.stock.updateMany({ data: { onHand: 2_000_000_000, allotted: { increment: sales * SALE_TOTAL } } })
  const open = { kind: 'shelf', liveSessionId: null, state: 'open', openedAt: morning, total: SALE_TOTAL }
  await db.flashSale.createMany({ data: ids.map((id) => ({ ...sale, ...open, id, perBuyerLimit: 9 })) })

  return {
    /** holds as a year of sales leaves them: most paid, some gone */
    async fill(holdsASale: number) {
      await pool.query(
        `insert into flash_sale_hold (id, sale_id, buyer_id, person_id, quantity, unit_price_fen, claim_key, sequence,
           state, created_at, expires_at, ended_at)
         select 'hold_' || sale.id || '_' || n, sale.id, 'vis_' || n, 'vis_' || n, 1, sale.price_fen,
           gen_random_uuid(), n, case when n % 5 = 0 then 'expired' else 'paid' end, now(), now(),
           case when n % 5 = 0 then now() end
         from flash_sale sale cross join generate_series(1, $1::int) n where sale.id like 'growth_%'`,
        [holdsASale],
      )
      await pool.query(
        `update flash_sale set hold_sequence = $1,
           sold = (select count(*) from flash_sale_hold where sale_id = flash_sale.id and state = 'paid')
         where id like 'growth_%'`,
        [holdsASale],
      )
    },
    /** @returns milliseconds until the batch was durable */
    async claimBatch(round: number): Promise<number> {
      const saleId = ids[Math.floor(round / BATCHES_A_SALE) % ids.length]!
      const batch = Array.from({ length: BATCH }, () => ({
        buyerId: randomIds.next('vis'),
        quantity: 1,
        claimKey: randomUUID(),
        holdId: randomIds.next('hold'),
      }))
      const startedAt = performance.now()
      const decided = await store.claim(saleId, batch, { now: morning, holdSec: 300, payFirstSec: 90 })
      const ms = performance.now() - startedAt
      if (!decided?.allHeld) throw new Error(`A batch of ${saleId} was not granted`)
      return ms
    },
    broken: place.broken,
    close: place.close,
  }
}
