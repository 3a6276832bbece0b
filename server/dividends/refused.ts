import { accept, refuse, type Result } from '#shared/result.ts'
import { dividendRefusals, type Answer, type DividendRefusal } from './answer.ts'

const NAMED = /DIVIDEND_([A-Z_]+)|(GRANT_[A-Z_]+)/
const known = new Set<string>(dividendRefusals)
/** Refusals under names that are not ours. */
const OTHERS: readonly [said: RegExp, kind: DividendRefusal['kind']][] = [
  [/LEDGER_PERIOD_CLOSED/, 'month_closed'],
  [/LEDGER_(MONTH_NOT_OVER|DATE_AHEAD)/, 'period_not_over'],
  [/LEDGER_EARLIER_MONTH_OPEN/, 'earlier_month_open'],
  // two approvals that each fit may not fit together: the floor of 专项应付款 refuses the second
  [/LEDGER_FLOOR account=2(35|41)\./, 'grant_not_received'],
  [/LEDGER_FLOOR account=301\./, 'fact_too_much'],
  [/dividend_member_fact_undoes_id|dividend_member_ended_once/, 'fact_kept'],
  [/dividend_payment_reference/, 'reference_used'],
  [/dividend_period_once/, 'period_closed_before'],
  [/dividend_period_whole_months/, 'period_not_whole'],
  [/dividend_resolution_counts/, 'counts_impossible'],
  [/dividend_run_one_a_number/, 'run_open'],
]

function kindOf(error: unknown): DividendRefusal['kind'] | null {
  if (!(error instanceof Error)) return null
  const [, dividend, grant] = NAMED.exec(error.message) ?? []
  const named = (dividend ?? grant)?.toLowerCase()
  if (named && known.has(named)) return named as DividendRefusal['kind']
  return OTHERS.find(([said]) => said.test(error.message))?.[1] ?? null
}

/** Turns what the database refuses by law into words that a page has; anything else is a bug and throws. */
export async function lawfully<Value>(work: Promise<Value>): Promise<Result<Value, DividendRefusal>> {
  try {
    return accept(await work)
  } catch (error) {
    const kind = kindOf(error)
    if (!kind) throw error
    return refuse({ kind })
  }
}

/** Of a statement that says whether it found the thing where its step begins. */
export function stepTaken(moved: Answer<boolean>): Answer {
  if (!moved.ok) return moved
  return moved.value ? accept(null) : refuse({ kind: 'state_skipped' })
}
