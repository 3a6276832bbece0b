// What a batch of claims costs the database as the shop grows: an empty one whose tables were never analysed, beside one
// with many sales and holds, batch by batch in turn.
import { randomUUID } from 'node:crypto'
import { holdIdOf } from '#server/flash-sale/hold-id.ts'
import { createFlashSaleStore } from '#server/flash-sale/store.ts'
import { randomIds } from '#server/platform/ids.ts'
import { aHoneyVillage } from '#tests/make/honey-village.ts'
import { morning } from '#tests/make/selling.ts'
import { median, rounded } from '../bench.ts'
import { openPlace } from '../place.ts'

export const BATCH = 256
const BATCHES_A_SALE = 20
const SALE_TOTAL = 10_000
/** of the grown shop; `rounds` batches are claimed in each */
export type Size = { sales: number; holdsASale: number; rounds: number }
/** milliseconds until each batch was durable */
export type Batches = { rounds: { empty: number; grown: number }[]; broken: string[] }

export async function measureBatches({ sales, holdsASale, rounds: count }: Size): Promise<Batches> {
  const small = await openShop({ sales: 1 + Math.ceil(count / BATCHES_A_SALE) })
  const large = await openShop({ sales })
  try {
    await large.fill(holdsASale)
    const rounds: Batches['rounds'] = []
    for (let round = 0; round < count; round++)
      rounds.push({ empty: await small.claimBatch(round), grown: await large.claimBatch(round) })
    return { rounds, broken: [...(await small.broken()), ...(await large.broken())] }
  } finally {
    await small.close()
    await large.close()
  }
}

/** what a batch costs in the grown shop, in batches of the empty one */
export const growthOf = ({ rounds }: Batches): number =>
  rounded(median(rounds.map(({ grown, empty }) => grown / empty)))

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
        `insert into flash_sale_hold (id, sale_id, buyer_id, person_id, quantity, unit_price_fen, sequence,
           state, created_at, expires_at, ended_at)
         select 'hold_' || substr(sale.id, 8) || left(md5(n::text), 22), sale.id, 'vis_' || n, 'vis_' || n, 1, sale.price_fen,
           n, case when n % 5 = 0 then 'expired' else 'paid' end, now(), now(),
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
      const batch = Array.from({ length: BATCH }, () => {
        const claimKey = randomUUID()
        return { buyerId: randomIds.next('vis'), quantity: 1, claimKey, holdId: holdIdOf(saleId, claimKey) }
      })
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
