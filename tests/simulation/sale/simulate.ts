import { isDeepStrictEqual } from 'node:util'
import type { Step } from './command.ts'
import { aModel, type Model } from './model.ts'
import { aProgram, commandOf, rest, shortest, type Program } from './programs.ts'
import { aStage, type Rows, type Theatre } from './stage.ts'

/** What must be true of the rows whatever the model says. @returns in words what is not */
export function brokenOf({ sale, holds }: Rows): string[] {
  const broken: string[] = []
  const say = (isBroken: boolean, words: string) => {
    if (isBroken) broken.push(words)
  }
  const of = (...states: string[]) => holds.filter(({ state }) => states.includes(state))
  const units = (some: Rows['holds']) => some.reduce((sum, { quantity }) => sum + quantity, 0)
  const held = units(of('held', 'paying'))
  const paid = units(of('paid'))
  const available = sale.total - sale.held - sale.sold
  say(available < 0, `oversold by ${-available}`)
  say(available + held + paid !== sale.total, 'total is not available + held + paid')
  const taking = of('held', 'paying', 'paid')
  for (const group of ['person_id', 'phone_key', 'address_key'] as const)
    for (const one of new Set(taking.map((hold) => hold[group])))
      if (one !== null)
        say(
          units(taking.filter((hold) => hold[group] === one)) > sale.per_buyer_limit,
          `${group} ${one} is over the limit`,
        )
  say(new Set(holds.map(({ id }) => id)).size < holds.length, 'a claim key has two holds')
  say(
    holds.some(({ sequence }, index) => sequence !== index + 1) || sale.hold_sequence !== holds.length,
    'receipt numbers have a gap',
  )
  return broken
}

export type Difference = { at: Step; what: string; expected: unknown; actual: unknown }
type Played = Awaited<ReturnType<typeof aStage>>

async function play({ stage, cut, restart }: Played, model: Model, step: Step) {
  const { predict, survives, act } = commandOf(step)
  if (typeof step.fault === 'number' && step.do !== 'clock') {
    await cut(step.fault, () => act(stage, step))
    if (survives) survives(model, step, step.fault)
    else if (step.fault > 0) predict(model, step)
  } else {
    const actual = await act(stage, step)
    const expected = predict(model, step)
    if (step.fault === null) return { expected, actual }
  }
  await restart()
  model.latchedUntil = null
  return null
}

async function differenceAfter(played: Played, model: Model, step: Step): Promise<Difference | null> {
  const answers = await play(played, model, step)
  const rows = await played.look()
  const broken = brokenOf(rows)
  if (broken.length > 0) return { at: step, what: 'an invariant is broken', expected: [], actual: broken }
  if (answers && !isDeepStrictEqual(answers.actual, answers.expected))
    return { at: step, what: 'another answer', ...answers }
  const [expected, actual] = [played.expected(model), played.seen()]
  if (!isDeepStrictEqual(actual, expected)) return { at: step, what: 'other rows', expected, actual }
  return null
}

let runs = 0

/** Plays a program on a sale of its own. @returns the first difference between the shop and the model */
export async function differenceIn(theatre: Theatre, { terms, steps }: Program): Promise<Difference | null> {
  const day = runs++
  const played = await aStage(theatre, { run: `${process.pid}_${day}`, terms, dayOf: day })
  const model = { ...aModel(terms, played.startAt), drawOrder: played.drawOrder }
  let difference: Difference | null = null
  for (const step of [...steps, ...rest]) {
    difference = await differenceAfter(played, model, step).catch((error: unknown) => ({
      at: step,
      what: `it threw: ${String(error)}`,
      expected: null,
      actual: null,
    }))
    if (difference) break
  }
  await played.close()
  if (difference) await played.clear()
  return difference
}

export type Finding = { seed: number; program: Program; difference: Difference }

async function shortened(theatre: Theatre, finding: Finding): Promise<Finding> {
  let { difference } = finding
  const program = await shortest(finding.program, async (shorter) => {
    const other = await differenceIn(theatre, shorter)
    if (other) difference = other
    return other !== null
  })
  return { ...finding, program, difference }
}

/** @returns what the first failing seed has found, in the shortest program that still finds something */
export async function simulate(theatre: Theatre, seeds: readonly number[]): Promise<Finding | null> {
  for (const seed of seeds) {
    const program = aProgram(seed)
    const difference = await differenceIn(theatre, program)
    if (difference) return shortened(theatre, { seed, program, difference })
  }
  return null
}

/** The seed, and the shortest program line by line. */
export function inWords({ seed, program, difference }: Finding): string {
  const { at, what, expected, actual } = difference
  return [
    `SIMULATION_SEED=${seed} fails. The shortest program that does:`,
    JSON.stringify(program.terms),
    ...program.steps.map((step) => JSON.stringify(step)),
    `${what}, at ${JSON.stringify(at)}`,
    `  the model: ${JSON.stringify(expected)}`,
    `  the shop:  ${JSON.stringify(actual)}`,
  ].join('\n')
}
