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

/** @returns for each contestant, by its name, the median over its rounds of each of these figures */
export function mediansOf<Contestant extends string, Figure extends string>(
  rounds: readonly ({ contestant: Contestant } & Record<Figure, number>)[],
  names: Record<Contestant, string>,
  figures: readonly Figure[],
): Record<string, Record<Figure, number>> {
  const middle = (contestant: Contestant, figure: Figure) =>
    rounded(median(rounds.filter((one) => one.contestant === contestant).map((one) => one[figure])))
  const of = (contestant: Contestant) =>
    Object.fromEntries(figures.map((figure) => [figure, middle(contestant, figure)])) as Record<
      Figure,
      number
    >
  return Object.fromEntries(
    (Object.keys(names) as Contestant[]).map((contestant) => [names[contestant], of(contestant)]),
  )
}
