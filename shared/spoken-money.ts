import type { Fen } from './money.ts'
import type { Locale } from './locale.ts'

/**
 * An amount in words that are read aloud right: a voice reads `¥3,456.08` in as many ways as there are voices.
 * `345608` → `3456元零8分`, `3456 yuan and 8 fen`.
 */
export function spokenMoney(amount: Fen, locale: Locale): string {
  const whole = Math.abs(amount)
  const cents = whole % 100
  const yuan = (whole - cents) / 100
  return locale === 'en' ? english(amount < 0, yuan, cents) : chinese(amount < 0, yuan, cents)
}

function chinese(negative: boolean, yuan: number, cents: number): string {
  const [jiao, fenLeft] = [Math.floor(cents / 10), cents % 10]
  const parts = [
    yuan > 0 || cents === 0 ? `${yuan}元` : '',
    jiao > 0 ? `${jiao}角` : '',
    jiao === 0 && fenLeft > 0 && yuan > 0 ? '零' : '',
    fenLeft > 0 ? `${fenLeft}分` : '',
  ]
  return `${negative ? '负' : ''}${parts.join('')}`
}

function english(negative: boolean, yuan: number, cents: number): string {
  const parts = [yuan > 0 || cents === 0 ? `${yuan} yuan` : '', cents > 0 ? `${cents} fen` : '']
  return `${negative ? 'minus ' : ''}${parts.filter(Boolean).join(' and ')}`
}
