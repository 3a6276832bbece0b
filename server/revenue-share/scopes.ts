import type { RuledGoods } from './types.ts'

export const productRule = (productId: string) => `product:${productId}`
export const cooperativeRule = (cooperativeId: string) => `cooperative:${cooperativeId}`
export const allianceRule = (allianceId: string) => `alliance:${allianceId}`

/** Whose rule splits these goods: their own, else their cooperative's, else their alliance's, else the shop's. */
export function ruleCodesOf(
  { productId, cooperativeId, ruleCode }: RuledGoods,
  allianceId: string | null,
): string[] {
  const allied = allianceId === null ? [] : [allianceRule(allianceId)]
  return [productRule(productId), cooperativeRule(cooperativeId), ...allied, ruleCode]
}
