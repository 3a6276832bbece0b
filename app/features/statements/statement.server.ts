import { data, type AppLoadContext } from '@remix-run/node'
import type { StatementEntry, StatementOf } from '#server/statements/index.ts'
import { businessDay, lastDayOf } from '#shared/calendar.ts'
import { statementQuery } from '#shared/statements.ts'

type Door = { context: AppLoadContext; request: Request }

/** The month or the year that the address asks for, with the goods that its entries are of. */
export async function loadStatement({ context, request }: Door, of: StatementOf) {
  const asked = statementQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!asked.success) throw data({ kind: 'bad_request' }, { status: 400 })
  const { statements } = context.services
  const thisMonth = businessDay(context.now()).slice(0, 7)
  const common = { asOf: context.now().toISOString(), thisMonth }

  const { year, month = thisMonth, page = 1 } = asked.data
  if (year) {
    const isThisYear = thisMonth.startsWith(year)
    const upTo = isThisYear ? lastDayOf(thisMonth) : `${year}-12-31`
    return { ...common, span: 'year' as const, year: await statements.year(of, year, upTo) }
  }
  const statement = await statements.month(of, month, page)
  const goods = await goodsOf(context, statement.entries)
  return { ...common, span: 'month' as const, month, page, statement, goods }
}

/** What was sold, by order: never who bought it. */
async function goodsOf({ services }: AppLoadContext, entries: readonly Pick<StatementEntry, 'orderId'>[]) {
  const orders = await services.checkout.soldOrders([
    ...new Set(entries.flatMap(({ orderId }) => orderId ?? [])),
  ])
  const rooms = new Set(orders.flatMap(({ liveSessionId }) => liveSessionId ?? []))
  const cards = await Promise.all([...rooms].map((id) => services.live.card(id)))
  const roomTitles = new Map(cards.flatMap((card) => (card ? [[card.liveSessionId, card.title]] : [])))
  return orders.map(({ orderId, number, title, variantName, quantity, lots, liveSessionId }) => ({
    ...{ orderId, number, title, variantName, quantity },
    lots: lots.map(({ code }) => code),
    room: (liveSessionId && roomTitles.get(liveSessionId)) || null,
  }))
}

export type Goods = Awaited<ReturnType<typeof goodsOf>>[number]
export type LoadedStatement = Awaited<ReturnType<typeof loadStatement>>
