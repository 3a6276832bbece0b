import type { DueRecord } from '../state/records.ts'
import type { Work } from '../work.ts'

/** `at` is in seconds of the sandbox clock. One act per target: scheduling again moves it. */
export function schedule(
  { tables }: Work,
  act: DueRecord['act'],
  { target, at }: { target: string; at: number },
) {
  tables.due.put({ id: `${act}:${target}`, at, act, target })
}

export function unschedule({ tables }: Work, act: DueRecord['act'], target: string) {
  tables.due.drop(`${act}:${target}`)
}
