import type { RuledGoods } from './types.ts'

export const productRule = (productId: string) => `product:${productId}`
export const cooperativeRule = (cooperativeId: string) => `cooperative:${cooperativeId}`

/** Whose rule splits these goods: their own, else their cooperative's, else the shop's that they name. */
export function ruleCodesOf({ productId, cooperativeId, ruleCode }: RuledGoods): string[] {
  return [productRule(productId), cooperativeRule(cooperativeId), ruleCode]
}
