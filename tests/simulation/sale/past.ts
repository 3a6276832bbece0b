import type { Theatre } from './stage.ts'

/** A sale that is over, in which nobody paid. */
export async function letLapse(
  { database, variantId, liveSessionId }: Theatre,
  past: { pastSaleId: string; startAt: number; lapses: { buyerId: string; agoSec: number }[] },
) {
  const { pastSaleId, startAt, lapses } = past
  if (lapses.length === 0) return
  const at = new Date(startAt - 2 * 86_400_000)
  await database.db.flashSale.create({
    data: {
      id: pastSaleId,
      kind: 'flash',
      liveSessionId,
      variantId,
      priceFen: 5900n,
      total: 1,
      perBuyerLimit: 1,
      state: 'ended',
      openedAt: at,
      endedAt: at,
    },
  })
  const holds = lapses.map(({ buyerId, agoSec }, index) => ({
    id: `${pastSaleId}_${index}`,
    buyerId,
    personId: buyerId,
    sequence: BigInt(index + 1),
    endedAt: new Date(startAt - agoSec * 1000),
  }))
  const same = { saleId: pastSaleId, quantity: 1, unitPriceFen: 5900n, state: 'expired', createdAt: at }
  await database.db.hold.createMany({
    data: holds.map((hold) => ({ ...hold, ...same, expiresAt: hold.endedAt })),
  })
  await database.db.flashSale.update({
    where: { id: pastSaleId },
    data: { holdSequence: lapses.length },
  })
  await database.db.lapse.createMany({
    data: holds.map(({ id, buyerId, endedAt }) => ({ holdId: id, who: buyerId, lapsedAt: endedAt })),
  })
}
