import type { JournalView } from '#server/ledger/index.ts'
import { fen, sumFen, yuanText } from '#shared/money.ts'

/** A journal of the story, by its number in it. */
export type Entry = JournalView & { number: number }
type Named = (account: string) => string

const COLUMN = 28
/** Chinese letters and signs are as wide as two others. */
const WIDE = /[\u2e80-\u9fff\u3000-\u303f\uff00-\uff60]/g
const widthOf = (text: string) => text.length + (text.match(WIDE)?.length ?? 0)
const left = (text: string, width: number) => text + ' '.repeat(Math.max(1, width - widthOf(text)))
const right = (text: string, width: number) => text.padStart(width)

/** 记账凭证: debits to the left, credits set in, amounts under each other. */
export function voucherText({ number, effectiveOn, memo, lines }: Entry, codeOf: Named): string {
  const books = [...new Set(lines.map(({ book }) => book))]
  const rows = books.flatMap((book) => [
    `      ${book}`,
    ...lines
      .filter((line) => line.book === book)
      .map(({ account, name, amount }) => {
        const side = amount > 0 ? '借 ' : '    贷 '
        const what = left(`        ${side}${codeOf(account)}  ${name}`, 72)
        return what + right(yuanText(fen(Math.abs(amount))), amount > 0 ? 12 : 24)
      }),
  ])
  return [`  #${number}  ${effectiveOn}  ${memo}`, ...rows].join('\n')
}

/** T-accounts of a book, each with its debits to the left, its credits to the right, and what is left of it. */
export function tAccounts(entries: readonly Entry[], book: string, codeOf: Named): string {
  const moves = entries.flatMap(({ number, effectiveOn, lines }) =>
    lines
      .filter((line) => line.book === book)
      .map(({ account, name, amount }) => ({
        number,
        effectiveOn,
        title: `${codeOf(account)}  ${name}`,
        amount,
      })),
  )
  const titles = [...new Set(moves.map(({ title }) => title))].toSorted()
  const accounts = titles.map((title) => {
    const own = moves.filter((move) => move.title === title)
    return { title, own, net: sumFen(own.map(({ amount }) => amount)) }
  })
  const sideOf = (sign: 1 | -1) => sumFen(accounts.map(({ net }) => fen(Math.max(0, sign * net))))
  const totals = row(yuanText(sideOf(1)), yuanText(sideOf(-1)))
  return [...accounts.map(tAccount), `余额合计 balances\n${totals}`].join('\n\n')
}

type Account = { title: string; own: { number: number; effectiveOn: string; amount: number }[]; net: number }

function tAccount({ title, own, net }: Account): string {
  const side = (sign: 1 | -1) =>
    own
      .filter(({ amount }) => Math.sign(amount) === sign)
      .map(
        ({ number, effectiveOn, amount }) =>
          `${left(`#${number} ${effectiveOn}`, 15)}${right(yuanText(fen(sign * amount)), COLUMN - 15)}`,
      )
  const [debits, credits] = [side(1), side(-1)]
  const count = Math.max(debits.length, credits.length)
  const rows = Array.from({ length: count }, (_, at) => row(debits[at] ?? '', credits[at] ?? ''))
  const line = `${'-'.repeat(COLUMN + 2)}+${'-'.repeat(COLUMN + 2)}`
  const balance = yuanText(fen(Math.abs(net)))
  return [title, line, ...rows, line, net < 0 ? row('', balance) : row(balance, '')].join('\n')
}

const row = (debit: string, credit: string) => ` ${right(debit, COLUMN)} | ${right(credit, COLUMN)}`.trimEnd()
