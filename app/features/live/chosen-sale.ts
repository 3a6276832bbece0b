import { useSearchParams } from '@remix-run/react'
import type { RoomSale } from '#shared/live.ts'

/** Of the card with the one button. */
export const CARD_ID = 'sale'

/** An address within a room, so that it can be gone to without scripts. */
export const toSale = (saleId: string) => `?${new URLSearchParams({ sale: saleId })}#${CARD_ID}`

/** @returns the sale that this viewer wants to see, whatever the host shows; null: none, or it is over */
export function useChosenSale(sales: readonly RoomSale[]): RoomSale | null {
  const [search] = useSearchParams()
  const saleId = search.get('sale')
  return sales.find((sale) => sale.saleId === saleId && sale.state !== 'ended') ?? null
}
