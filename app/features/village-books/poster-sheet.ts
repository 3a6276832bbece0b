import type { TFunction } from 'i18next'
import type { MonthFigures, PublicBook, VillageBooksPage } from '#server/village-books/index.ts'
import { formatMoney } from '#app/ui/money.tsx'
import { formatMoment } from '#app/ui/moment.tsx'
import type { QrPath } from '#app/ui/qr-code.server.ts'
import { inLocale, type Locale } from '#shared/locale.ts'
import { sumFen, type Fen } from '#shared/money.ts'
import { A4, type Mark, type Sheet } from '#shared/sheet.ts'
import { incomeOf, leftOf } from './income-of.ts'

const MARGIN = 40
const WIDTH = A4.width - 2 * MARGIN
const RIGHT = A4.width - MARGIN
const colours = {
  band: '#265337',
  white: '#ffffff',
  honey: '#f9ebc4',
  ink: '#26221c',
  soft: '#575046',
  line: '#e6dccb',
  income: '#2f6543',
  spent: '#e0aa3e',
}
/** As many books as a sheet has room for; a village with more says so. */
const BOOKS = 4
const BOOKS_TOP = 184
const BOOKS_BOTTOM = 690
const GAP = 18

export type PosterWords = { t: TFunction; locale: Locale }
type Poster = PosterWords & { page: VillageBooksPage; code: QrPath; address: string }

type TextLook = { size: number; colour?: string; bold?: boolean; align?: 'middle' | 'right'; width?: number }
function text(words: string, [x, y]: readonly [number, number], look: TextLook): Mark {
  return { mark: 'text', text: words, x, y, colour: colours.ink, width: WIDTH, ...look }
}
function box([x, y]: readonly [number, number], [width, height]: readonly [number, number], colour: string) {
  return { mark: 'box', x, y, width, height, colour } as const
}

/** 村务公开 on one A4 sheet: the figures of the page at `address`, and how to check them. */
export function posterSheet(poster: Poster): Sheet {
  const { t, locale, page } = poster
  const title = t('books:titleOf', { village: inLocale(page.village.name, locale) })
  const shown = page.books.slice(0, BOOKS)
  const blocks = placeBlocks(shown)
  return {
    ...A4,
    ...{ title, lang: locale, dated: page.head.sealedAt ?? `${page.on}T00:00:00Z` },
    marks: [
      box([0, 0], [A4.width, A4.height], colours.white),
      ...heading(poster, title),
      ...tierLine(poster),
      ...blocks.flatMap((block) => bookBlock(poster, block)),
      ...foot(poster, page.books.length - shown.length),
    ],
  }
}

function heading({ t, locale, page }: Poster, title: string): Mark[] {
  const lead = t('books:poster.lead', {
    place: inLocale(page.village.place, locale),
    day: formatMoment(page.on, locale, 'date'),
  })
  return [
    box([0, 0], [A4.width, 112], colours.band),
    text(title, [MARGIN, 62], { size: 36, bold: true, colour: colours.white }),
    text(lead, [MARGIN, 92], { size: 14, colour: colours.white }),
  ]
}

function tierLine({ t, locale, page: { tier } }: Poster): Mark[] {
  if (!tier) return []
  const standing = `${t('books:tier.title')} · ${t(`books:tier.${tier.tier}`)}`
  const earned = `${t('books:tier.earned')} ${formatMoney(tier.operatingFen, locale)}`
  return [
    box([0, 112], [A4.width, 44], colours.honey),
    text(standing, [MARGIN, 140], { size: 16, bold: true, width: WIDTH / 2 }),
    text(earned, [RIGHT, 140], { size: 13, align: 'right', width: WIDTH / 2 - 10 }),
  ]
}

type Block = { book: PublicBook; top: number; height: number }

const hasMoved = ({ income, spending }: PublicBook) => income.length + spending.length > 0
/** without a chart */
const STILL = 122

/** One under the other; those with a chart share the room that is left. */
function placeBlocks(books: readonly PublicBook[]): Block[] {
  const charts = books.filter(hasMoved).length
  const room = BOOKS_BOTTOM - BOOKS_TOP - GAP * (books.length - 1) - STILL * (books.length - charts)
  const heights = books.map((book) => (hasMoved(book) ? Math.min(300, room / charts) : STILL))
  return books.map((book, at) => ({
    ...{ book, height: heights[at]! },
    top: BOOKS_TOP + heights.slice(0, at).reduce((sum, height) => sum + height + GAP, 0),
  }))
}

function bookBlock(poster: Poster, { book, top, height }: Block): Mark[] {
  const { t, locale } = poster
  const money = (amount: Fen) => formatMoney(amount, locale)
  const { keeper, year, grants, months } = book
  const figures = [
    ['income', incomeOf(year)],
    ['spent', year.spentFen],
    ['left', leftOf(year)],
  ] as const
  const notes = [
    t('books:poster.grants', {
      received: money(year.grantReceivedFen),
      spent: money(year.grantSpentFen),
      balance: money(sumFen(grants.map(({ balanceFen }) => balanceFen))),
    }),
    t('books:poster.dividends', { declared: money(year.declaredFen), paid: money(year.paidFen) }),
  ]
  const third = WIDTH / figures.length
  const swatch = 8
  return [
    text(inLocale(keeper.name, locale), [MARGIN, top + 16], { size: 17, bold: true }),
    ...figures.flatMap(([name, amount], at) => [
      ...(name === 'left' ? [] : [box([MARGIN + at * third, top + 30], [swatch, swatch], colours[name])]),
      text(t(`books:${name}`), [MARGIN + at * third + (name === 'left' ? 0 : swatch + 4), top + 38], {
        ...{ size: 11, colour: colours.soft },
      }),
      text(money(amount), [MARGIN + at * third, top + 62], { size: 21, bold: true, width: third - 10 }),
    ]),
    ...monthBars(poster, { months, top: top + 76, height: height - 76 - 40 }),
    ...notes.map((note, at) => text(note, [MARGIN, top + height - 18 + at * 16], { size: 11 })),
  ]
}

const LEAST_CHART = 40

function monthBars(
  { t }: Poster,
  { months, top, height }: { months: readonly MonthFigures[]; top: number; height: number },
): Mark[] {
  const most = Math.max(...months.flatMap((one) => [incomeOf(one), one.spentFen]))
  if (height < LEAST_CHART || most <= 0) return []
  const bottom = top + height - 14
  const column = WIDTH / 12
  const bar = (x: number, amount: number, colour: string): Mark => {
    const tall = (Math.max(0, amount) / most) * (bottom - top)
    return box([x, bottom - tall], [column * 0.32, tall], colour)
  }
  return [
    box([MARGIN, bottom], [WIDTH, 0.75], colours.soft),
    ...months.flatMap((one, at) => {
      const left = MARGIN + at * column
      const number = String(Number(one.month.slice(5)))
      return [
        bar(left + column * 0.16, incomeOf(one), colours.income),
        bar(left + column * 0.52, one.spentFen, colours.spent),
        text(t('books:poster.month', { number }), [left + column / 2, bottom + 11], {
          ...{ size: 9, colour: colours.soft, align: 'middle', width: column },
        }),
      ]
    }),
  ]
}

function foot({ t, page: { head }, code, address }: Poster, hidden: number): Mark[] {
  const side = 112
  const width = WIDTH - side - 16
  const lines = [
    t('books:proof.from', { height: head.height }),
    `${t('books:proof.hash')} ${head.hash}`,
    t('books:poster.scan'),
    ...(hidden > 0 ? [t('books:poster.more', { count: hidden })] : []),
    address,
  ]
  return [
    box([MARGIN, 704], [WIDTH, 1.5], colours.band),
    text(t('books:proof.title'), [MARGIN, 730], { size: 14, bold: true, width }),
    ...lines.map((line, at) =>
      text(line, [MARGIN, 750 + at * 17], { size: 11, colour: colours.soft, width }),
    ),
    { mark: 'path', x: RIGHT - side, y: 712, scale: side / code.size, path: code.path, colour: '#000000' },
  ]
}
