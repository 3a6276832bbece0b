import type { RoomSale } from '#shared/live.ts'
import type { Bilingual } from '#shared/locale.ts'
import type { Fen } from '#shared/money.ts'
import type { Room } from './room-state.ts'

/** One of the things that a session sells: in a flash sale, or from the shelf at `fromFen`. */
export type BagLine = {
  key: string
  productSlug: string
  title: Bilingual
  picture: string
  fromFen: Fen | null
  sale: RoomSale | null
  /** 讲解中 */
  isShown: boolean
}

type Known = Pick<Room, 'goods' | 'sales' | 'pin' | 'featuredSaleId'>

/** The run of show in its order, each of its goods in all its sales; then what is sold without being in it. */
export function bagLines({ goods, sales, pin, featuredSaleId }: Known): BagLine[] {
  const isShown = (productSlug: string, saleId?: string) =>
    pin.card ? pin.card.productSlug === productSlug : saleId !== undefined && saleId === featuredSaleId
  const ofSale = (sale: RoomSale): BagLine => ({
    ...{ key: sale.saleId, productSlug: sale.productSlug, picture: sale.picture, fromFen: null, sale },
    title: { zh: sale.titleZh, en: sale.titleEn },
    isShown: isShown(sale.productSlug, sale.saleId),
  })
  const inShow = new Set(goods.map(({ productSlug }) => productSlug))
  return [
    ...goods.flatMap(({ itemId, productSlug, titleZh, titleEn, picture, fromFen }): BagLine[] => {
      const own = sales.filter((sale) => sale.productSlug === productSlug)
      if (own.length > 0) return own.map(ofSale)
      const title = { zh: titleZh, en: titleEn }
      return [
        { key: itemId, productSlug, title, picture, fromFen, sale: null, isShown: isShown(productSlug) },
      ]
    }),
    ...sales.filter(({ productSlug }) => !inShow.has(productSlug)).map(ofSale),
  ]
}
