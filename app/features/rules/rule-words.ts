import type { TFunction } from 'i18next'
import type { RuleRow } from '#shared/rule-form.ts'

/** Whose rule: the shop's have names of their own. */
export function ruleName(t: TFunction, ruleCode: string): string {
  const [scope, id] = ruleCode.split(':')
  return id ? t(`rules:scope.${scope}`) : ruleCode
}

/** What a rule is of that is not a product's. */
export function allGoods(t: TFunction, ruleCode: string): string {
  return t(ruleCode.startsWith('alliance:') ? 'rules:list.alliance' : 'rules:list.cooperative')
}

const partyName = (t: TFunction, to: string) => t(`coop:line.leg.${to}`)

/** One step of a rule as a sentence. */
export function rowInWords(t: TFunction, { kind, to, value, floor, cap }: RuleRow): string {
  const bounds = [floor && t('rules:row.atLeast', { floor }), cap && t('rules:row.atMost', { cap })]
  return [t(`rules:row.${kind}`, { to: partyName(t, to), value }), ...bounds]
    .filter(Boolean)
    .join(t('rules:row.joint'))
}

export function restInWords(t: TFunction, rest: string): string {
  return t('rules:row.rest', { to: partyName(t, rest) })
}
