import type { AppLoadContext } from '@remix-run/node'
import type { VariantSnapshot } from '#server/catalog/index.ts'
import { salePreviewQuery } from '#shared/studio.ts'
import type { SalePreview } from './share-preview.tsx'

/**
 * Who gets what of one unit at the price asked for, by the rule in force now, and what that may be compared with.
 * @param query what the form holds so far; null is answered while goods or price are still missing
 */
export async function previewSale(
  { services: { flashSale, revenueShare }, now }: AppLoadContext,
  variants: readonly VariantSnapshot[],
  query: Record<string, unknown>,
): Promise<SalePreview | null> {
  const asked = salePreviewQuery.safeParse(query)
  if (!asked.success) return null
  const variant = variants.find(({ variantId }) => variantId === asked.data.variantId)
  if (!variant) return null
  const { variantId, priceFen } = asked.data
  const [split, referenceFen] = await Promise.all([
    revenueShare.preview({ goods: variant, goodsFen: priceFen, at: now() }),
    flashSale.reference(variantId, priceFen, now()),
  ])
  return split && { split, referenceFen }
}
