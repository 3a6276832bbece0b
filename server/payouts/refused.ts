import { accept, refuse, type Result } from '#shared/result.ts'
import type { PayoutRefusal } from './types.ts'

/** What the database refuses, in the words that a page has. */
const SAID: readonly [said: RegExp, kind: PayoutRefusal['kind']][] = [
  [/PAYOUT_PARTY_UNKNOWN/, 'party_unknown'],
  [/payout_account_in_its_name/, 'personal_account'],
  [/PAYOUT_HOLDER_DIFFERS/, 'holder_differs'],
  [/PAYOUT_CASH_FOR_HOUSEHOLDS/, 'cash_for_households'],
  [/payout_batch_two_people/, 'same_person'],
  [/payout_line_receipt/, 'witnesses_differ'],
]

/** Anything else is a bug and throws. */
export async function lawfully<Value>(work: Promise<Value>): Promise<Result<Value, PayoutRefusal>> {
  try {
    return accept(await work)
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const kind = SAID.find(([said]) => said.test(message))?.[1]
    if (!kind) throw error
    return refuse({ kind })
  }
}
