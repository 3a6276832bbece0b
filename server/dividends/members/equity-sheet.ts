import { equityOf, moneyHeads, type MemberFigures } from '#shared/member-account.ts'
import { yuanText, type Fen } from '#shared/money.ts'
import { BOM, csvRow } from '../../platform/csv.ts'
import { xlsx, yuan, type Cell } from '../../platform/xlsx.ts'
import type { EquityChanges, FundCheck } from './types.ts'

const HEADINGS = [
  ...[
    '成员',
    '栏',
    '出资额',
    '到户扶贫形成的出资额',
    '公积金份额',
    '财政补助量化份额',
    '捐赠量化份额',
    '合计',
  ],
  ...['交易量（额）', '盈余返还', '剩余盈余'],
]
const FUND_HEADINGS = ['账上科目', '成员合计', '账上余额', '未量化到成员', '差额']
const FUND_NAMES: Record<FundCheck['head'], string> = {
  contributions: '301 股金',
  reserve: '322 盈余公积',
  grant: '311 专项基金（财政补助）',
  donation: '311 专项基金（捐赠）',
}
const TITLE = '成员权益变动表'

/** What a cell is: a text, or an amount that each format writes in its own way. */
type Said = string | { fen: Fen }
const money = (amount: Fen): Said => ({ fen: amount })

function rowsOf({ rows, total }: EquityChanges): Said[][] {
  const figures = (of: MemberFigures): Said[] => [
    ...moneyHeads.map((head) => money(of[head])),
    money(equityOf(of)),
  ]
  return [
    ...rows.map(({ name, ...row }) => ({ ...row, called: name.zh })),
    { ...total, called: '合计' },
  ].flatMap(({ called, opening, change, closing, tradeFen, byTradeFen, byShareFen }) => [
    [called, '年初', ...figures(opening)],
    [called, '本年变动', ...figures(change), money(tradeFen), money(byTradeFen), money(byShareFen)],
    [called, '年末', ...figures(closing)],
  ])
}

const fundRowsOf = ({ funds }: EquityChanges): Said[][] =>
  funds.map(({ head, membersFen, bookFen, unquantifiedFen, differenceFen }) => [
    ...[FUND_NAMES[head], money(membersFen), money(bookFen)],
    ...[money(unquantifiedFen), money(differenceFen)],
  ])

/** 成员权益变动表 as a table of yuan, by member, and beside the book's heads. */
export function equityCsv(changes: EquityChanges): string {
  const text = (cells: readonly Said[]) =>
    csvRow(cells.map((cell) => (typeof cell === 'string' ? cell : yuanText(cell.fen))))
  return [
    BOM + csvRow([TITLE, changes.year]),
    csvRow(HEADINGS),
    ...rowsOf(changes).map(text),
    csvRow(FUND_HEADINGS),
    ...fundRowsOf(changes).map(text),
  ].join('')
}

export function equityXlsx(changes: EquityChanges): AsyncIterable<Uint8Array> {
  const cells = (row: readonly Said[]) =>
    row.map((cell): Cell => (typeof cell === 'string' ? cell : yuan(cell.fen)))
  return xlsx((addSheet) => {
    const add = addSheet(TITLE, {
      widths: [24, 12, 16, 22, 16, 18, 16, 16, 16, 16, 16],
      money: [3, 4, 5, 6, 7, 8, 9, 10, 11],
    })
    add([[TITLE, changes.year], HEADINGS, ...rowsOf(changes).map(cells)])
    const funds = addSheet('与账上科目核对', { widths: [30, 16, 16, 16, 16], money: [2, 3, 4, 5] })
    funds([FUND_HEADINGS, ...fundRowsOf(changes).map(cells)])
  })
}
