import type { DueRecord } from '../state/records.ts'
import type { Work } from '../work.ts'
import { settleBalance } from './balance-transaction.ts'
import { expireCheckoutSession } from './checkout-session.ts'
import { findSession } from './find.ts'
import { arrivePayout, bouncePayout, payOutBalance } from './payout.ts'
import { finishRefund } from './refund.ts'

/** Does everything that the sandbox clock has reached, in the order in which it fell due. */
export function runDue(work: Work): void {
  const reached: DueRecord[] = []
  for (const due of work.tables.due.oldestFirst()) if (due.at <= work.now) reached.push(due)
  for (const due of reached.sort((a, b) => a.at - b.at)) {
    work.tables.due.drop(due.id)
    carryOut(work, due)
  }
}

function carryOut(work: Work, { act, target }: DueRecord): void {
  switch (act) {
    case 'expire_session':
      return void expireCheckoutSession(work, findSession(work, target))
    case 'finish_refund':
      return finishRefund(work, target)
    case 'settle_balance':
      return settleBalance(work, target)
    case 'pay_out':
      return payOutBalance(work, target)
    case 'arrive':
      return arrivePayout(work, target)
    case 'bounce':
      return bouncePayout(work, target)
  }
}
