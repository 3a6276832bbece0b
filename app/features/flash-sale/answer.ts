import type { ClaimAnswer, HoldView, LeaveAnswer, WaitAnswer } from '#shared/flash-sale.ts'

/** What the button of a sale may be answered. */
export type SaleAnswer = ClaimAnswer | WaitAnswer | LeaveAnswer
export type SaleRefusal = Extract<SaleAnswer, { ok: false }>['refusal']

/** @returns the hold of a claim that was granted, or of a place in line that was served at once */
export function grantedHold(answer: SaleAnswer): HoldView | null {
  if (!answer.ok || !answer.value) return null
  if ('holdId' in answer.value) return answer.value
  return answer.value.kind === 'offered' ? answer.value.hold : null
}
