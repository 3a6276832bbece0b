import type { Chart } from './chart.ts'

/** by contestant */
export type Medians = Record<string, Record<string, number>>

/**
 * `medians` and `rounds` are in the units that their names say. `ratios` are ours against the baseline that they
 * name, paired within rounds; larger is better unless the name ends in Cost.
 */
export type BenchResult = {
  rounds: readonly unknown[]
  invariantsHold: boolean
  medians: Medians | Record<string, number>
  ratios: Record<string, number>
  chart: Chart
}
export type Bench = (options: { quick: boolean; say(line: string): void }) => Promise<BenchResult>

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const high = sorted[middle] ?? NaN
  return sorted.length % 2 ? high : ((sorted[middle - 1] ?? NaN) + high) / 2
}

export const rounded = (value: number, digits = 2) => Number(value.toFixed(digits))
