import type { AppLoadContext } from '@remix-run/node'
import type { Unpaid } from '#shared/unpaid.ts'

/** What this visitor has yet to pay for, with the names of the goods. */
export async function unpaidOf({ services, buyerId, now }: AppLoadContext): Promise<Unpaid> {
  const { holds, expectsMore } = await services.flashSale.unpaidOf(buyerId)
  const serverNow = now().toISOString()
  if (holds.length === 0) return { serverNow, holds: [], expectsMore }

  const variants = await services.catalog.variants([...new Set(holds.map(({ variantId }) => variantId))])
  const titles = new Map(variants.map(({ variantId, title }) => [variantId, title]))
  return {
    serverNow,
    expectsMore,
    holds: holds.map(({ variantId, ...hold }) => ({ ...hold, title: titles.get(variantId)! })),
  }
}
