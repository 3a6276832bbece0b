import type { SaleState } from '#shared/flash-sale.ts'
import type { SaleDetail } from '#server/flash-sale/index.ts'

/** Tells from a sale's news whether its session's queue changed: a draft that is new, or one that was taken back. */
export function createQueueWatch() {
  const lastState = new Map<string, SaleState>()
  return function changesQueue({ saleId, state }: SaleDetail): boolean {
    const before = lastState.get(saleId)
    if (state === 'ended') lastState.delete(saleId)
    else lastState.set(saleId, state)
    return (state === 'draft' && before === undefined) || (state === 'ended' && before === 'draft')
  }
}
