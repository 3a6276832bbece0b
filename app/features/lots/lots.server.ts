import type { AppLoadContext } from '@remix-run/node'
import type { LotWithSales } from './lot-list.tsx'

/** The cooperative's lots with the sales that draw on them, newest harvest first. */
export async function lotsWithSales(
  { services: { catalog, flashSale } }: AppLoadContext,
  cooperativeId: string,
): Promise<LotWithSales[]> {
  const lots = await catalog.lotsOf(cooperativeId)
  const onSale = await flashSale.lotsOnSale(lots.map(({ lotId }) => lotId))
  const never = { running: 0, recalled: 0, held: 0, sold: 0 }
  return lots.map((lot) => ({ ...lot, onSale: onSale.get(lot.lotId) ?? never }))
}
