import type { Chance } from '../chance.ts'
import { inAnyOrder, type Asked, type Command, type Commands, type Stage, type Steps } from './command.ts'
import {
  closedBecause,
  freeUnits,
  grant,
  isGathering,
  personOf,
  takesClaims,
  unitsOf,
  type Model,
} from './model.ts'
import { openOrEndDue } from './sale-commands.ts'

export const BUYERS = 5
const LATCH_MS = 500

export function aClaim(chance: Chance, soFar: Asked[]): Asked {
  const before = chance.oneOf(soFar)
  if (before && chance.happens(0.2)) return before
  if (before && chance.happens(0.05)) return { ...before, buyer: chance.below(BUYERS) }
  const fresh = {
    buyer: chance.below(BUYERS),
    quantity: 1 + chance.below(chance.happens(0.3) ? 3 : 1),
    key: soFar.length,
  }
  soFar.push(fresh)
  return fresh
}

/** One claim after the other, in the order in which they came. */
function decideOne(model: Model, { buyer, quantity, key }: Asked): string {
  const known = model.holds.find((hold) => hold.key === key)
  if (known) {
    const isRetry = known.buyer === buyer && known.quantity === quantity
    return isRetry ? `${known.state} ${known.sequence}` : 'claim_key_reused'
  }
  if (isLatched(model)) return 'sold_out'
  if (!takesClaims(model)) return closedBecause(model)
  const person = personOf(model, buyer)
  if (unitsOf(model.holds.filter((hold) => hold.person === person)) + quantity > model.limit)
    return 'over_limit'
  if (quantity > freeUnits(model)) return 'sold_out'
  const sequence = grant(model, { buyer, person, quantity, key })
  Object.assign(model, { state: 'open', isOpened: true })
  return `held ${sequence}`
}

/** Before the second of a fair opening a claim is an entry, one a person. */
function enter(model: Model, claims: readonly Asked[]): string[] {
  const fresh = claims
    .map((asked) => ({ ...asked, person: personOf(model, asked.buyer) }))
    .filter(({ quantity, person, key }) => {
      const isKnown = model.entries.some((entry) => entry.person === person || entry.key === key)
      return quantity <= model.limit && !isKnown
    })
  const isFirst = ({ person, key }: (typeof fresh)[number], at: number) =>
    fresh.findIndex((other) => other.person === person) === at &&
    fresh.findIndex((other) => other.key === key) === at
  for (const one of fresh.filter(isFirst))
    model.entries.push({ ...one, number: model.entries.length + 1, rank: null, outcome: 'waiting' })
  return claims.map(({ buyer, quantity, key }) => {
    const own = model.entries.find(({ person }) => person === personOf(model, buyer))
    if (own) return `in_draw ${own.number}`
    if (quantity > model.limit) return 'over_limit'
    return model.entries.some((entry) => entry.key === key) ? 'claim_key_reused' : 'busy'
  })
}

const isLatched = ({ latchedUntil, now }: Model) => latchedUntil !== null && latchedUntil > now

function decideAll(model: Model, claims: readonly Asked[]): string[] {
  const wasLatched = isLatched(model)
  if (isGathering(model) && !wasLatched) {
    if (model.opensAt !== null && model.opensAt > model.now) return enter(model, claims)
    openOrEndDue(model)
  }
  const answers = claims.map((asked) => decideOne(model, asked))
  if (!wasLatched) model.latchedUntil = freeUnits(model) === 0 ? model.now + LATCH_MS : null
  return answers
}

/** Whoever asks again what is undecided gets the same answer. @returns which of `taken` answers each claim */
function undecidedOnce(claims: readonly Asked[]) {
  const taken: Asked[] = []
  const places = claims.map(({ buyer, quantity, key }) => {
    const before = taken.findIndex(
      (one) => one.buyer === buyer && one.quantity === quantity && one.key === key,
    )
    return before < 0 ? taken.push({ buyer, quantity, key }) - 1 : before
  })
  return { taken, places }
}

function decide(model: Model, claims: readonly Asked[]) {
  const { taken, places } = undecidedOnce(claims)
  const answers = decideAll(model, taken)
  return places.map((place) => answers[place])
}

const ask = ({ flashSale, saleId, buyerId, claimKey }: Stage, claims: readonly Asked[]) =>
  Promise.all(
    claims.map(async ({ buyer, quantity, key }) => {
      const request = { saleId, quantity, claimKey: claimKey(key) }
      const answer = await flashSale.claim(buyerId(buyer), request)
      if (answer.ok) return `${answer.value.state} ${answer.value.sequence}`
      const { refusal } = answer
      return refusal.kind === 'in_draw' ? `in_draw ${refusal.number}` : refusal.kind
    }),
  )

const someClaims = (chance: Chance, soFar: Asked[]) => ({
  claims: Array.from({ length: 1 + chance.below(6) }, () => aClaim(chance, soFar)),
})

const claim: Command<Steps['claim']> = {
  weight: 30,
  make: someClaims,
  predict: (model, { claims }) => decide(model, claims),
  survives(model, { claims }, writes) {
    if (!isGathering(model) || isLatched(model)) return writes > 0 && decide(model, claims)
    // It finds a sale that gathers entries, and enters.
    if (model.opensAt !== null && model.opensAt > model.now) return writes > 1 && decide(model, claims)
    // It is too late to enter: the draw is made, and then it claims.
    if (writes === 3) openOrEndDue(model)
    return writes > 3 && decide(model, claims)
  },
  act: (stage, { claims }) => ask(stage, claims),
}

/** Each bot once, one bot with many keys, or many bots with one key. */
function aFlood(chance: Chance): Steps['flood'] {
  const first = 1_000 * (1 + chance.below(1_000_000))
  const [isOneBot, isOneKey] = chance.oneOf([
    [false, false],
    [true, false],
    [false, true],
  ] as const)!
  const asked = (n: number) => ({
    buyer: BUYERS + (isOneBot ? first : first + n),
    quantity: 1,
    key: isOneKey ? first : first + n,
  })
  return { claims: Array.from({ length: 8 + chance.below(25) }, (_, n) => asked(n)) }
}

const reconnect: Command<Steps['reconnect']> = {
  weight: 4,
  isOfTwo: true,
  make: someClaims,
  predict(model, { claims }) {
    const ofTheFirst = decide(model, claims)
    model.latchedUntil = null
    return inAnyOrder([ofTheFirst, decide(model, claims)])
  },
  async act(stage, { claims }) {
    const other = stage.openAnother()
    const answers = await Promise.all([ask(stage, claims), ask({ ...stage, flashSale: other }, claims)])
    await stage.moveTo(other)
    return inAnyOrder(answers)
  },
}

export const claimCommands: Commands<'claim' | 'flood' | 'reconnect'> = {
  claim,
  flood: { ...claim, weight: 2, make: aFlood },
  reconnect,
}
