import type { Locale } from '#shared/locale.ts'
import type { Fen } from '#shared/money.ts'

const FEN_PER_YUAN = 100

/** For axes and marks only, where the exact sum stands beside it: `¥2万`, `¥20K`. */
export function formatRound(amount: Fen, locale: Locale): string {
  const format = new Intl.NumberFormat(locale, {
    ...{ style: 'currency', currency: 'CNY', currencyDisplay: 'narrowSymbol' },
    ...{ notation: 'compact', maximumFractionDigits: 1, minimumFractionDigits: 0 },
  })
  return format.format(amount / FEN_PER_YUAN)
}
