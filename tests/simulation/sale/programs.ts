import { aChance, type Chance } from '../chance.ts'
import type { Asked, Command, Fault, Name, Step } from './command.ts'
import { BUYERS, claimCommands } from './claim-commands.ts'
import { holdCommands } from './hold-commands.ts'
import { lineCommands } from './line-commands.ts'
import type { Terms } from './model.ts'
import { saleCommands } from './sale-commands.ts'

export type Program = { terms: Terms; steps: Step[] }

const commands = { ...claimCommands, ...holdCommands, ...lineCommands, ...saleCommands }
const urn = (Object.keys(commands) as Name[]).flatMap((name) =>
  Array.from({ length: commands[name].weight }, () => name),
)

/** A step and its command always belong together, which the type of a record of commands cannot say. */
export const commandOf = (step: Step) => commands[step.do] as Command<Step>

const OPENINGS = ['first_come', 'fair', 'raffle'] as const

/** The same seed is the same program. */
export function aProgram(seed: number): Program {
  const chance = aChance(seed)
  const opensInSec = chance.happens(0.35) ? 1 + chance.below(120) : null
  const terms: Terms = {
    total: 1 + chance.below(6),
    limit: 1 + chance.below(4),
    opensInSec,
    opening: opensInSec === null ? 'first_come' : chance.oneOf(OPENINGS)!,
    durationSec: chance.happens(0.4) ? 30 + chance.below(900) : null,
    ...whoPaysFirst(chance),
  }
  const asked: Asked[] = []
  const steps = Array.from({ length: 10 + chance.below(17) }, () => aStep(chance, asked))
  return { terms, steps }
}

const DAY_SEC = 86_400
/** Some buyers are one lapse short of it, or one too far, or at the end of the day in which it counts. */
function whoPaysFirst(chance: Chance): Pick<Terms, 'payFirst' | 'lapses'> {
  const payFirst = chance.happens(0.5)
  const late = Array.from({ length: payFirst ? BUYERS : 0 }, (_, buyer) => buyer).filter(() =>
    chance.happens(0.5),
  )
  const lapses = late.flatMap((buyer) =>
    Array.from({ length: 2 + chance.below(2) }, () => ({
      buyer,
      agoSec: chance.happens(0.2) ? DAY_SEC - chance.below(300) : 3600 + chance.below(3600),
    })),
  )
  return { payFirst, lapses }
}

function aStep(chance: Chance, asked: Asked[]): Step {
  const name = chance.oneOf(urn)!
  return { do: name, fault: aFault(chance, commands[name]), ...commands[name].make(chance, asked) } as Step
}

function aFault(chance: Chance, { isOfTwo }: { isOfTwo?: true }): Fault {
  if (chance.happens(0.06)) return isOfTwo ? 'lost' : chance.happens(0.6) ? 0 : 1 + chance.below(3)
  return chance.happens(0.06) ? 'lost' : null
}

/** Everything that is under way comes to its end: holds run out, payments are given up, the sale is over. */
export const rest: readonly Step[] = [
  { do: 'clock', fault: null, sec: 3600 },
  { do: 'expire', fault: null },
  { do: 'giveUpPayments', fault: null, tried: false },
  { do: 'end', fault: null },
  // What came back may have been offered.
  { do: 'clock', fault: null, sec: 3600 },
  { do: 'expire', fault: null },
]

/** Leaves out whatever is not needed to fail: first the end, then halves, quarters and single steps. */
export async function shortest(program: Program, fails: (shorter: Program) => Promise<boolean>) {
  let { steps } = program
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let at = steps.length - size; at > -size; at -= size) {
      const shorter = steps.toSpliced(Math.max(at, 0), size)
      if (await fails({ ...program, steps: shorter })) steps = shorter
    }
  return { ...program, steps }
}
