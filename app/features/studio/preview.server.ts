import type { AppLoadContext } from '@remix-run/node'
import type { VariantSnapshot } from '#server/catalog/index.ts'
import type { SplitPreview } from '#server/revenue-share/index.ts'
import { salePreviewQuery } from '#shared/studio.ts'

/**
 * Who gets what of one unit at the price asked for, by the rule in force now.
 * @param query what the form holds so far; null is answered while goods or price are still missing
 */
export async function previewSale(
  { services: { revenueShare }, now }: AppLoadContext,
  variants: readonly VariantSnapshot[],
  query: Record<string, unknown>,
): Promise<SplitPreview | null> {
  const asked = salePreviewQuery.safeParse(query)
  if (!asked.success) return null
  const variant = variants.find(({ variantId }) => variantId === asked.data.variantId)
  if (!variant) return null
  return revenueShare.preview({ goods: variant, goodsFen: asked.data.priceFen, at: now() })
}
