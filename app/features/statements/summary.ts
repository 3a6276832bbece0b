import type { TFunction } from 'i18next'
import type { Balance, PartyStatement } from '#server/statements/index.ts'
import type { Locale } from '#shared/locale.ts'
import { fen } from '#shared/money.ts'
import { spokenMoney } from '#shared/spoken-money.ts'
import { kindLabel } from './kind-label.ts'

type Said = Pick<PartyStatement, 'opening' | 'closing' | 'kinds'> & {
  who: string
  /** `2026年11月` */
  span: string
  /** the days are not over: what there is is what there is now */
  isNow: boolean
}

/** The statement as somebody would tell it across the table, from the same figures that the page shows. */
export function summaryOf(t: TFunction, locale: Locale, said: Said): string {
  const { who, span, isNow, opening, closing, kinds } = said
  const amount = (value: number) => spokenMoney(fen(value), locale)
  const changes = kinds.map(({ kind, amountFen }) =>
    t(amountFen > 0 ? 'statements:say.more' : 'statements:say.less', {
      what: kindLabel(t, kind),
      amount: amount(Math.abs(amountFen)),
    }),
  )
  return [
    t('statements:say.opening', { who, span, amount: amount(opening.totalFen) }),
    changes.length > 0 ? changes.join(t('statements:say.comma')) : t('statements:say.nothing'),
    t(isNow ? 'statements:say.now' : 'statements:say.closing', { amount: amount(closing.totalFen) }),
    ...partsOf(closing).map(([pot, value]) => t(`statements:say.pots.${pot}`, { amount: amount(value) })),
  ]
    .join(t('statements:say.stop'))
    .concat(t('statements:say.end'))
}

const PARTS = ['available', 'pending', 'paying', 'current', 'dividend', 'owes'] as const

function partsOf(closing: Balance) {
  return PARTS.map((pot) => [pot, closing[pot]] as const).filter(([, value]) => value > 0)
}
