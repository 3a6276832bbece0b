import { BUYERS, aClaim } from './claim-commands.ts'
import type { Asked, Command, Commands, Steps } from './command.ts'
import {
  closedBecause,
  joinLine,
  offer,
  paysFirst,
  personOf,
  unitsOf,
  waiters,
  type Model,
  type ModelWaiter,
} from './model.ts'

// 候补: a line for units that come back.

function waitFor(model: Model, { buyer, quantity, key }: Asked): string {
  const person = personOf(model, buyer)
  const place = waiters(model).find((waiter) => waiter.person === person)
  if (place) return placeInWords(model, place)
  const isOver = model.endsAt !== null && model.endsAt <= model.now
  const hasNoLine = !model.isOpened || isOver || model.opening === 'raffle'
  if ((model.state !== 'open' && model.state !== 'paused') || hasNoLine) return closedBecause(model)
  if (unitsOf(model.holds.filter((hold) => hold.person === person)) + quantity > model.limit)
    return 'over_limit'
  if (model.holds.some((hold) => hold.key === key)) return 'claim_key_reused'
  const joined = joinLine(model, { buyer, person, quantity, key })
  offer(model)
  return joined.state === 'offered' ? `held ${model.holds.length}` : placeInWords(model, joined)
}

function placeInWords(model: Model, { number, person }: ModelWaiter): string {
  const others = waiters(model).filter((other) => other.number !== number)
  if (paysFirst(model, [person])) return `waiting as ${number} after all ${others.length}`
  return `waiting as ${number} after ${others.filter((other) => other.number < number).length}`
}

const wait: Command<Steps['wait']> = {
  weight: 14,
  make: (chance, soFar) => ({ asked: aClaim(chance, soFar) }),
  predict: (model, { asked }) => waitFor(model, asked),
  async act({ flashSale, saleId, buyerId, claimKey }, { asked: { buyer, quantity, key } }) {
    const answer = await flashSale.wait(buyerId(buyer), { saleId, quantity, claimKey: claimKey(key) })
    if (!answer.ok) return answer.refusal.kind
    if (answer.value.kind === 'offered') return `${answer.value.hold.state} ${answer.value.hold.sequence}`
    const { number, ahead, paysFirst: isLast } = answer.value.place
    return `waiting as ${number} after ${isLast ? 'all ' : ''}${ahead}`
  },
}

const leaveLine: Command<Steps['leaveLine']> = {
  weight: 2,
  make: (chance) => ({ buyer: chance.below(BUYERS) }),
  predict(model, { buyer }) {
    const place = waiters(model).find(({ person }) => person === personOf(model, buyer))
    if (!place) return 'not_waiting'
    place.state = 'left'
    return 'left'
  },
  async act({ flashSale, saleId, buyerId }, { buyer }) {
    const answer = await flashSale.leaveLine(buyerId(buyer), saleId)
    return answer.ok ? 'left' : answer.refusal.kind
  },
}

export const lineCommands: Commands<'wait' | 'leaveLine'> = { wait, leaveLine }
