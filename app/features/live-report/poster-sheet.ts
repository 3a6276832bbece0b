import type { TFunction } from 'i18next'
import type { LiveReport } from '#server/live-report/index.ts'
import { formatCount } from '#app/ui/count.tsx'
import { formatMoney } from '#app/ui/money.tsx'
import { formatMoment } from '#app/ui/moment.tsx'
import type { QrPath } from '#app/ui/qr-code.server.ts'
import { inLocale, type Bilingual, type Locale } from '#shared/locale.ts'
import type { Mark, Sheet } from '#shared/sheet.ts'

/** As tall as a phone shows whole in a chat. */
const SIZE = { width: 375, height: 532 } as const
const MARGIN = 28
const WIDTH = SIZE.width - 2 * MARGIN
const MIDDLE = SIZE.width / 2
const BAND = 196
const CODE = 116
const colours = {
  band: '#265337',
  paper: '#fffdf9',
  white: '#ffffff',
  pale: '#dbe8d6',
  honey: '#f9ebc4',
  ink: '#26221c',
  soft: '#575046',
  line: '#e6dccb',
}

type Poster = {
  report: LiveReport
  village: Bilingual
  t: TFunction
  locale: Locale
  address: string
  code: QrPath
  /** nothing was paid for real */
  demo: boolean
}
type Look = {
  size: number
  colour?: string
  bold?: boolean
  align?: 'left' | 'middle' | 'right'
  width?: number
}

const text = (words: string, [x, y]: readonly [number, number], look: Look): Mark => ({
  ...{ mark: 'text', text: words, x, y, colour: colours.ink, width: WIDTH, align: 'middle' },
  ...look,
})
const box = ([x, y]: readonly [number, number], [width, height]: readonly [number, number], colour: string) =>
  ({ mark: 'box', x, y, width, height, colour }) as const

/** Whoever asks again in the same minute gets the same file. */
const minuteOf = (at: string) => `${at.slice(0, 'YYYY-MM-DDTHH:MM'.length)}:00Z`

/** What a session brought its households, as a picture for a chat group, with the way to the village. */
export function reportPoster(poster: Poster): Sheet {
  const { report, locale } = poster
  return {
    ...SIZE,
    ...{ title: inLocale(report.title, locale), lang: locale, dated: minuteOf(report.asOf) },
    marks: [
      box([0, 0], [SIZE.width, SIZE.height], colours.paper),
      ...heading(poster),
      ...figures(poster),
      ...foot(poster),
    ],
  }
}

function heading({ report, village, t, locale }: Poster): Mark[] {
  const households = report.money.parts.find(({ earner }) => earner === 'household')!
  const day = formatMoment(report.startedAt, locale, 'date')
  return [
    box([0, 0], [SIZE.width, BAND], colours.band),
    text(`${inLocale(village, locale)} · ${day}`, [MIDDLE, 40], { size: 13, colour: colours.pale }),
    text(inLocale(report.title, locale), [MIDDLE, 72], { size: 22, bold: true, colour: colours.white }),
    text(t('report:poster.lead'), [MIDDLE, 110], { size: 14, colour: colours.honey }),
    text(formatMoney(households.netFen, locale), [MIDDLE, 156], {
      size: 42,
      bold: true,
      colour: colours.white,
    }),
    text(t('report:poster.reached'), [MIDDLE, 180], { size: 14, colour: colours.honey }),
  ]
}

function figures({ report, t, locale }: Poster): Mark[] {
  const third = WIDTH / 3
  const shown = [
    ['visitors', formatCount(report.audience.visitors, locale)],
    ['units', formatCount(report.units - report.unitsBack, locale)],
    ['net', formatMoney(report.money.netFen, locale)],
  ] as const
  return [
    ...shown.flatMap(([name, value], at) => {
      const x = MARGIN + third * (at + 0.5)
      return [
        text(value, [x, BAND + 44], { size: 20, bold: true, width: third - 8 }),
        text(t(`report:poster.${name}`), [x, BAND + 64], {
          size: 11,
          colour: colours.soft,
          width: third - 8,
        }),
      ]
    }),
    box([MARGIN, BAND + 86], [WIDTH, 1], colours.line),
  ]
}

function foot({ report, village, t, locale, address, code, demo }: Poster): Mark[] {
  const top = BAND + 100
  const at = formatMoment(report.asOf, locale, 'dateTimeYear')
  const lines = [t('report:poster.asOf', { at }), ...(demo ? [t('report:poster.demo')] : []), address]
  return [
    {
      mark: 'path',
      x: MIDDLE - CODE / 2,
      y: top,
      scale: CODE / code.size,
      path: code.path,
      colour: '#000000',
    },
    text(t('report:poster.scan', { village: inLocale(village, locale) }), [MIDDLE, top + CODE + 20], {
      ...{ size: 13, bold: true },
    }),
    ...lines.map((line, index) =>
      text(line, [MIDDLE, top + CODE + 46 + index * 18], { size: 10.5, colour: colours.soft }),
    ),
  ]
}
