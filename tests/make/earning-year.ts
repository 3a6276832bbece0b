import type { JournalLine } from '#server/ledger/index.ts'
import type { PaidLine } from '#server/revenue-share/index.ts'
import { fen } from '#shared/money.ts'
import type { RefundReason } from '#shared/refund.ts'
import type { EarningVillage } from './earning-village.ts'
import { honeyGoods } from './shop.ts'

/** Noon in China of a business day. */
export const noonOf = (day: string) => new Date(`${day}T04:00:00Z`)
const WEEK_MS = 7 * 86_400_000

/** What happens to money in an earning village, each by the service or as another module would book it. */
export async function anEarningYear({ db, ledger, shares, parties }: EarningVillage) {
  const { household, cooperative } = parties
  const coopBook = cooperative.bookCode!
  const memberAccount = `114.${household.partyId}`
  await shares.openRefundAccounts({ orderLineId: '', parties })
  const common = { book: coopBook, type: 'asset' } as const
  await ledger.openAccounts([
    { ...common, code: '128.goods', name: '受托代销商品' },
    { ...common, code: '102.bank', name: '银行存款' },
  ])
  let count = 0

  async function post(kind: string, day: string, lines: JournalLine[]) {
    const key = `${kind}:${(count += 1)}`
    const journal = { key, kind, effectiveOn: day, actor: 'test', memo: `备注 ${kind}`, lines }
    await db.$transaction((tx) => ledger.post(tx, [{ ...journal, source: { type: 'test', id: key } }]))
  }

  return {
    coopBook,
    post,
    /** some sales of one day, posted in one batch */
    async sell(day: string, goods: readonly number[]) {
      const { id: ruleVersionId } = await shares.activeRule(honeyGoods('standard'), noonOf(day))
      const lines = goods.map((goodsFen) => {
        const name = `${day}-${(count += 1)}`
        return {
          ...{ orderId: `order_${name}`, orderNumber: name, orderLineId: `line_${name}` },
          ...{ chargeId: `ch_${name}`, ruleVersionId, parties, goodsFen: fen(goodsFen) },
          ...{ freightFen: fen(0), feeFen: fen(0), placedOn: day, paidOn: day },
          maturesAt: new Date(noonOf(day).getTime() + WEEK_MS),
        }
      })
      const sales = await Promise.all(lines.map((line) => shares.planSale(line)))
      await db.$transaction((tx) => shares.postSales(tx, sales))
      return lines
    },
    async refund(
      day: string,
      order: Pick<PaidLine, 'orderId' | 'orderNumber' | 'orderLineId' | 'ruleVersionId' | 'paidOn'>,
      { amountFen, reason = 'quality' }: { amountFen: number; reason?: RefundReason },
    ) {
      const refund = { ...order, parties, allies: [], amountFen: fen(amountFen), reason, at: noonOf(day) }
      await db.$transaction((tx) => shares.postRefund(tx, { ...refund, refundId: `refund_${(count += 1)}` }))
    },
    mature: (day: string) => shares.matureEarnings(noonOf(day)),
    /** What the household has available goes to its bank: the platform owes it no more, nor does the cooperative. */
    async payOut(day: string) {
      const { availableFen } = await shares.owedTo(household.partyId)
      if (availableFen === 0) return
      const negative = fen(0 - availableFen)
      await post('payout', day, [
        { book: 'platform', account: `211.${household.partyId}.available`, amount: availableFen },
        { book: 'platform', account: '109.stripe', amount: negative },
        { book: coopBook, account: memberAccount, amount: availableFen },
        { book: coopBook, account: '113.platform', amount: negative },
      ])
    },
    /** The cooperative takes honey on account, and pays for some of it; the platform has no part in it. */
    bringIn: (day: string, amountFen: number) =>
      post('intake', day, [
        { book: coopBook, account: '128.goods', amount: fen(amountFen) },
        { book: coopBook, account: memberAccount, amount: fen(-amountFen) },
      ]),
    payForIntake: (day: string, amountFen: number) =>
      post('member_paid', day, [
        { book: coopBook, account: memberAccount, amount: fen(amountFen) },
        { book: coopBook, account: '102.bank', amount: fen(-amountFen) },
      ]),
    async writeOff(day: string) {
      const { owesFen } = await shares.owedTo(household.partyId)
      if (owesFen === 0) return
      const at = noonOf(day)
      const by = { userId: 'user_maker', name: '陈会计' }
      const asked = await shares.proposeWriteOff({
        ...{ household, cooperative, amountFen: owesFen, reason: '困难家庭', by, at },
      })
      if (!asked.ok) throw new Error(asked.refusal.kind)
      const checker = { userId: 'user_checker', name: '林理事' }
      const { writeOffId } = asked.value
      const decided = await shares.decideWriteOff({ writeOffId, cooperative, approve: true, by: checker, at })
      if (!decided.ok) throw new Error(decided.refusal.kind)
    },
  }
}
