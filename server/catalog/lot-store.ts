import { asDay } from '#shared/calendar.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import type { Db } from '../platform/db.ts'
import type { Catalog, LotRecall, LotView } from './types.ts'

const titles = { titleZh: true, titleEn: true } as const
const lotFields = {
  base: { select: { nameZh: true, nameEn: true } },
  product: { select: titles },
  stocks: {
    include: {
      components: {
        select: {
          variant: { select: { id: true, nameZh: true, nameEn: true, product: { select: titles } } },
        },
        orderBy: { variantId: 'asc' },
      },
    },
    orderBy: { id: 'asc' },
  },
} satisfies Prisma.LotInclude
type LotRow = Prisma.LotGetPayload<{ include: typeof lotFields }>

export function createLots(db: Db): Pick<Catalog, 'lotsOf' | 'recallsOf'> {
  return {
    async lotsOf(cooperativeId) {
      const rows = await db.lot.findMany({
        where: { product: { cooperativeId } },
        include: lotFields,
        orderBy: [{ harvestedOn: 'desc' }, { id: 'asc' }],
      })
      return rows.map(lotView)
    },

    async recallsOf(lotIds) {
      const rows = await db.lot.findMany({ where: { id: { in: [...lotIds] }, recalledAt: { not: null } } })
      return new Map(rows.map((row) => [row.id, recallOf(row)!]))
    },
  }
}

export function recallOf({
  recalledAt,
  recallReason,
}: Pick<LotRow, 'recalledAt' | 'recallReason'>): LotRecall | null {
  return recalledAt && { at: recalledAt.toISOString(), reason: recallReason ?? '' }
}

function lotView(row: LotRow): LotView {
  const { product, base, stocks } = row
  const recall = recallOf(row)
  const made = stocks.flatMap(({ components }) => components.map(({ variant }) => variant))
  return {
    lotId: row.id,
    code: row.code,
    goods: { zh: product.titleZh, en: product.titleEn },
    harvestedOn: asDay(row.harvestedOn),
    base: { zh: base.nameZh, en: base.nameEn },
    certificateNo: row.certificateNo,
    recall: recall && { ...recall, by: row.recalledBy ?? '' },
    stocks: stocks.map(({ unitZh, unitEn, onHand, allotted }) => ({
      unit: { zh: unitZh, en: unitEn },
      onHand,
      allotted,
    })),
    variants: [...new Map(made.map((variant) => [variant.id, variant])).values()].map((variant) => ({
      title: { zh: variant.product.titleZh, en: variant.product.titleEn },
      name: { zh: variant.nameZh, en: variant.nameEn },
    })),
  }
}
