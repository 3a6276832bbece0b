import { clsx } from 'clsx'
import { yuanText, type Fen } from '#shared/money.ts'
import type { Locale } from '#shared/locale.ts'
import { useLocale } from '#app/i18n/use-locale.ts'

function yuanFormat(locale: Locale): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'CNY',
    currencyDisplay: 'narrowSymbol',
  })
}

/** `1999` → `¥19.99`; exact, because the digits go in as text. */
export function formatMoney(amount: Fen, locale: Locale): string {
  return yuanFormat(locale).format(yuanText(amount) as `${number}`)
}

type MoneyProps = { amount: Fen; className?: string; struck?: boolean }

/** An amount in the reader's locale. `struck`: the lawful reference price, crossed out. */
export function Money({ amount, className, struck = false }: MoneyProps) {
  const text = formatMoney(amount, useLocale())
  const classes = clsx('whitespace-nowrap tabular-nums', className)
  return struck ? <s className={classes}>{text}</s> : <span className={classes}>{text}</span>
}

/** A price as a shop shows it: the yuan large, the rest small. */
export function Price({ amount, className }: MoneyProps) {
  const parts = yuanFormat(useLocale()).formatToParts(yuanText(amount) as `${number}`)
  return (
    <span className={clsx('font-semibold whitespace-nowrap tabular-nums', className)}>
      {parts.map(({ type, value }, at) => (
        <span key={at} className={isSmall(type) ? 'text-[0.65em]' : undefined}>
          {value}
        </span>
      ))}
    </span>
  )
}

function isSmall(type: Intl.NumberFormatPartTypes): boolean {
  return type === 'currency' || type === 'decimal' || type === 'fraction'
}
