import type { FlashSales } from '#server/flash-sale/index.ts'

type Queue = Pick<FlashSales, 'salesOfSession' | 'end' | 'remove'>

/** What is in the queue of a session that is over can't be sold any more. */
export async function clearQueue(flashSale: Queue, liveSessionId: string): Promise<void> {
  for (const { saleId, state } of await flashSale.salesOfSession(liveSessionId)) {
    if (state === 'draft') await flashSale.remove(saleId)
    else if (state !== 'ended') await flashSale.end(saleId)
  }
}
