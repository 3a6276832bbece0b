import { fen, type Fen } from '#shared/money.ts'
import { harmlessCell } from '#server/platform/csv.ts'
import { xlsx, yuan, type AddSheet, type Cell } from '#server/platform/xlsx.ts'
import type { EarnerMoney, LiveReport } from './types.ts'

const EARNER: Record<EarnerMoney['earner'], string> = {
  household: '农户 Households',
  cooperative: '合作社 Cooperative',
  collective: '村集体 Village collective',
  alliance: '联盟各村 Allied villages',
  platform: '平台 Platform',
  risk_fund: '保底风险金 Guarantee fund',
  processor: 'Stripe 手续费 Stripe fees',
}

const ratio = (part: number, whole: number) => (whole === 0 ? null : Math.round((part / whole) * 1000) / 1000)

/** The report as an Excel workbook, each heading in both languages. */
export function workbook(report: LiveReport): AsyncIterable<Uint8Array> {
  return xlsx((sheet) => {
    overview(sheet, report)
    division(sheet, report)
    sales(sheet, report)
    timeline(sheet, report)
  })
}

function overview(sheet: AddSheet, report: LiveReport): void {
  const { audience, funnel, money, perThousandVisitsFen, perVisitorFen } = report
  const add = sheet('概览 Overview', { widths: [44, 28], money: [] })
  const amount = (one: Fen | null): Cell => (one === null ? null : yuan(one))
  add([
    ['直播 Live session', harmlessCell(report.title.zh)],
    ['主播 Host', harmlessCell(report.hostName.zh)],
    ['开播 Started', report.startedAt],
    ['结束 Ended', report.endedAt],
    ['截至 As of', report.asOf],
    ['时长（秒） Duration (s)', report.durationSec],
    ['观看人数 Visitors', audience.visitors],
    ['其中演示买家 Of them demo buyers', audience.demoVisitors],
    ['观看人次 Visits', audience.visits],
    ['最高在线 Peak', audience.peak],
    ['平均在线 Average viewers', audience.average === null ? null : Math.round(audience.average * 10) / 10],
    ['点赞人数 Likes', audience.likes],
    ['抢购请求 Claims', funnel.asked],
    ['其中已售罄 Of them sold out', funnel.soldOut],
    ['占到货 Holds', funnel.held],
    ['已付款 Paid', funnel.paid],
    ['付款份数 Units paid for', report.units],
    ['退回份数 Units that came back', report.unitsBack],
    ['成交额（元） Sold (yuan)', yuan(money.grossFen)],
    ['其中运费（元） Of it freight (yuan)', yuan(money.freightFen)],
    ['已退款（元） Refunded (yuan)', yuan(money.refundedFen)],
    ['净成交额（元） Net (yuan)', yuan(money.netFen)],
    ['支付争议中（元） Under dispute (yuan)', yuan(money.disputedFen)],
    ['千次观看成交（元） Net per 1,000 visits (yuan)', amount(perThousandVisitsFen)],
    ['人均成交（元） Net per visitor (yuan)', amount(perVisitorFen)],
  ])
}

function division(sheet: AddSheet, { money }: LiveReport): void {
  const add = sheet('分给谁 Whose it is', { widths: [34, 18, 18, 18], money: [2, 3, 4] })
  add([
    ['', '成交时（元） By the sales', '退款等（元） Refunds etc.', '净得（元） Net'],
    ...money.parts.map(({ earner, earnedFen, netFen }): Cell[] => [
      EARNER[earner],
      yuan(earnedFen),
      yuan(fen(netFen - earnedFen)),
      yuan(netFen),
    ]),
    ['合计 Total', yuan(money.grossFen), yuan(fen(money.netFen - money.grossFen)), yuan(money.netFen)],
  ])
}

function sales(sheet: AddSheet, report: LiveReport): void {
  const add = sheet('商品 Products', {
    widths: [32, 24, 12, 10, 10, 10, 10, 10, 12, 14, 16, 16, 16],
    money: [3, 11, 12, 13],
  })
  add([
    [
      ...['商品 Product', '规格 Variant', '价格（元） Price', '供应 Offered', '请求 Claims', '占到 Holds'],
      ...[
        '订单 Orders',
        '份数 Units',
        '退回 Back',
        '售出率 Sold',
        '成交额（元） Sold',
        '已退款（元） Refunded',
      ],
      ...['净成交额（元） Net', '售罄用时（秒） Sold out after (s)'],
    ],
    ...report.sales.map((sale): Cell[] => [
      ...[harmlessCell(sale.title.zh), harmlessCell(sale.variantName.zh), yuan(sale.priceFen), sale.total],
      ...[sale.asked, sale.held, sale.orders, sale.units, sale.unitsBack, ratio(sale.units, sale.total)],
      ...[yuan(sale.grossFen), yuan(sale.refundedFen), yuan(sale.netFen), sale.soldOutSec],
    ]),
  ])
}

function timeline(sheet: AddSheet, { timeline: { stepMin, points } }: LiveReport): void {
  const add = sheet('曲线 Timeline', { widths: [28, 18, 18, 18, 18], money: [] })
  add([
    [
      ...[`每 ${stepMin} 分钟 Every ${stepMin} min`, '平均在线 Viewers', '抢购请求 Claims'],
      ...['付款份数 Units paid', '点赞 Likes'],
    ],
    ...points.map(({ at, viewers, asked, units, likes }): Cell[] => [
      at,
      viewers === null ? null : Math.round(viewers * 10) / 10,
      asked,
      units,
      likes,
    ]),
  ])
}
