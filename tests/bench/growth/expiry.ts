// Ten thousand holds that run out at one instant: until the last of them was told, against one bare UPDATE of as many rows.
import { createFlashSales } from '#server/flash-sale/index.ts'
import { standingClock } from '#server/platform/clock.ts'
import { randomIds } from '#server/platform/ids.ts'
import { createLog } from '#server/platform/log.ts'
import { noOtherNodes } from '#server/platform/node-bus.ts'
import { aHoneyVillage } from '#tests/make/honey-village.ts'
import { aSale, morning } from '#tests/make/selling.ts'
import { openPlace } from '../place.ts'

const HOLDS = 10_000
const HOLD_MS = 300_000

export type Expiry = { toldMs: number; bareUpdateMs: number }

export async function measureExpiry(rounds: number): Promise<{ rounds: Expiry[]; broken: string[] }> {
  const place = await openPlace()
  try {
    const { variant } = await aHoneyVillage(place.database.db, { stock: 1 })
    await place.database.db.stock.updateMany({ data: { onHand: 10_000_000 } })
    const measured: Expiry[] = []
    for (let round = 0; round < rounds; round++) {
      const bare = await fullSale(place, { id: `expiry_bare_${round}`, variantId: variant.id })
      const bareUpdateMs = await bareUpdate(place, bare)
      const ours = await fullSale(place, { id: `expiry_ours_${round}`, variantId: variant.id })
      measured.push({ bareUpdateMs, toldMs: await untilTold(place, ours) })
    }
    return { rounds: measured, broken: await place.broken() }
  } finally {
    await place.close()
  }
}

type Place = Awaited<ReturnType<typeof openPlace>>

/** A sale all of whose units but one are held until the same instant. */
async function fullSale(
  { database }: Place,
  { id, variantId }: { id: string; variantId: string },
): Promise<string> {
  await aSale(database.db, { id, variantId, kind: 'shelf', total: HOLDS, perBuyerLimit: 1 })
  await database.pool.query(
    `insert into flash_sale_hold (id, sale_id, buyer_id, person_id, quantity, unit_price_fen, sequence,
       state, created_at, expires_at)
     select 'hold_' || $1 || '_' || n, $1, 'vis_' || n, 'vis_' || n, 1, 5900, n, 'held', $2::timestamptz,
       $2::timestamptz + $3::int * interval '1 millisecond'
     from generate_series(1, $4::int) n`,
    [id, morning, HOLD_MS, HOLDS - 1],
  )
  await database.pool.query('update flash_sale set held = $2::int, hold_sequence = $2::int where id = $1', [
    id,
    HOLDS - 1,
  ])
  return id
}

async function bareUpdate({ database }: Place, saleId: string): Promise<number> {
  const startedAt = performance.now()
  await database.pool.query(
    `update flash_sale_hold set state = 'expired', ended_at = $2 where sale_id = $1 and state = 'held'`,
    [saleId, morning],
  )
  const ms = performance.now() - startedAt
  await database.pool.query('update flash_sale set held = 0 where id = $1', [saleId])
  return ms
}

/** From the instant at which they are due, as the clock that the shop is given says, until the last buyer was told. */
async function untilTold({ database }: Place, saleId: string): Promise<number> {
  const clock = standingClock(morning)
  const log = createLog({ LOG_LEVEL: 'silent' })
  const flashSale = createFlashSales({ database, clock, ids: randomIds, log, bus: noOtherNodes })
  let dueAt = 0
  flashSale.onHoldsGranted(() => {
    clock.advance(HOLD_MS)
    dueAt = performance.now()
  })
  let told = 0
  const allTold = new Promise<void>((resolve) =>
    flashSale.onHoldChanged(() => void (++told === HOLDS && resolve())),
  )
  const answer = await flashSale.claim('vis_last', { saleId, quantity: 1, claimKey: randomIds.uuid() })
  if (!answer.ok) throw new Error(answer.refusal.kind)
  await allTold
  const ms = performance.now() - dueAt
  await flashSale.close()
  return ms
}
