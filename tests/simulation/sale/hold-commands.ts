import { HOLD_EXTENSION_SEC } from '#shared/flash-sale.ts'
import type { Chance } from '../chance.ts'
import { NO_HOLD, holdOf, type Asked, type Command, type Commands, type Steps } from './command.ts'
import {
  closedBecause,
  freeUnits,
  grant,
  isGathering,
  isOpenHold,
  mergePlaces,
  mostUnits,
  offer,
  personOf,
  takesClaims,
  unitsOf,
  type Model,
  type ModelHold,
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
  if (model.latchedUntil !== null && model.latchedUntil > model.now) return 'sold_out'
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

function decideAll(model: Model, claims: readonly Asked[]): string[] {
  const isLatched = model.latchedUntil !== null && model.latchedUntil > model.now
  if (isGathering(model) && !isLatched) {
    if (model.opensAt !== null && model.opensAt > model.now) return enter(model, claims)
    openOrEndDue(model)
  }
  const answers = claims.map((asked) => decideOne(model, asked))
  if (!isLatched) model.latchedUntil = freeUnits(model) === 0 ? model.now + LATCH_MS : null
  return answers
}

/** Whoever asks again what is undecided gets the same answer. @returns which of `taken` answers each claim */
function undecidedOnce(claims: readonly Asked[]) {
  const taken: Asked[] = []
  const latest = new Map<number, number>()
  const places = claims.map((asked) => {
    const before = latest.get(asked.key)
    const known = before === undefined ? undefined : taken[before]
    if (before !== undefined && known?.buyer === asked.buyer && known.quantity === asked.quantity)
      return before
    latest.set(asked.key, taken.length)
    return taken.push(asked) - 1
  })
  return { taken, places }
}

const claim: Command<Steps['claim']> = {
  weight: 30,
  make: (chance, soFar) => ({
    claims: Array.from({ length: 1 + chance.below(6) }, () => aClaim(chance, soFar)),
  }),
  predict(model, { claims }) {
    const { taken, places } = undecidedOnce(claims)
    const answers = decideAll(model, taken)
    return places.map((place) => answers[place])
  },
  act: ({ flashSale, saleId, buyerId, claimKey }, { claims }) =>
    Promise.all(
      claims.map(async ({ buyer, quantity, key }) => {
        const request = { saleId, quantity, claimKey: claimKey(key) }
        const answer = await flashSale.claim(buyerId(buyer), request)
        if (answer.ok) return `${answer.value.state} ${answer.value.sequence}`
        const { refusal } = answer
        return refusal.kind === 'in_draw' ? `in_draw ${refusal.number}` : refusal.kind
      }),
    ),
}

const release: Command<Steps['release']> = {
  weight: 6,
  make: (chance) => ({ hold: chance.below(20), byOwner: chance.happens(0.9) }),
  predict(model, step) {
    const hold = holdOf(model, step.hold)
    if (!hold) return NO_HOLD
    if (!step.byOwner) return 'hold_not_found'
    if (hold.state !== 'held') return 'hold_not_open'
    hold.state = 'released'
    returned(model)
    return 'released'
  },
  async act({ flashSale, buyerId, holdId, ownerOf }, { hold, byOwner }) {
    const id = holdId(hold)
    if (!id) return NO_HOLD
    const answer = await flashSale.release(byOwner ? ownerOf(hold) : buyerId(99), id)
    return answer.ok ? answer.value.state : answer.refusal.kind
  },
}

const beginPayment: Command<Steps['beginPayment']> = {
  weight: 10,
  make: (chance) => ({
    hold: chance.below(20),
    byOwner: chance.happens(0.95),
    phone: `phone ${chance.below(3)}`,
    address: `address ${chance.below(4)}`,
  }),
  predict(model, { hold: number, byOwner, phone, address }) {
    const hold = holdOf(model, number)
    if (!hold) return NO_HOLD
    if (!byOwner) return 'hold_not_found'
    const isOpen = isOpenHold(hold) && hold.expiresAt > model.now
    if (!isOpen) return hold.state === 'paid' ? 'already_paid' : 'hold_expired'
    if (hold.quantity + mostUnits(model, { phone, address }, hold) > model.limit) return 'door_over_limit'
    if (hold.state === 'held') hold.expiresAt += HOLD_EXTENSION_SEC * 1000
    Object.assign(hold, { state: 'paying', phone, address })
    return `paying until ${hold.expiresAt}`
  },
  async act({ flashSale, db, buyerId, holdId, ownerOf, doorOf }, step) {
    const id = holdId(step.hold)
    if (!id) return NO_HOLD
    const buyer = step.byOwner ? ownerOf(step.hold) : buyerId(99)
    const doors = { phoneKey: doorOf(step.phone), addressKey: doorOf(step.address) }
    const answer = await db.$transaction((tx) =>
      flashSale.beginPayment(tx, { holdId: id, buyerId: buyer, ...doors }),
    )
    return answer.ok
      ? `${answer.value.state} until ${Date.parse(answer.value.expiresAt)}`
      : answer.refusal.kind
  },
}

function settleOne(model: Model, hold: ModelHold): string {
  if (isOpenHold(hold)) {
    hold.state = 'paid'
    return 'sold'
  }
  if (hold.state === 'paid') return 'already_sold'
  const mayHave =
    hold.state !== 'refunded_late' &&
    hold.quantity <= freeUnits(model) &&
    hold.quantity + mostUnits(model, hold, hold) <= model.limit
  hold.state = mayHave ? 'paid' : 'refunded_late'
  return mayHave ? 'reclaimed' : 'too_late'
}

const settle: Command<Steps['settle']> = {
  weight: 14,
  make: (chance) => ({ holds: Array.from({ length: 1 + chance.below(2) }, () => chance.below(20)) }),
  predict(model, { holds }) {
    const settled = [...new Set(holds.map((number) => holdOf(model, number)))]
    // What is still open is sold before what has lapsed asks for the rest.
    const answers = new Map<ModelHold, string>()
    const known = settled.filter((hold) => hold !== undefined)
    for (const hold of known.filter(isOpenHold)) answers.set(hold, settleOne(model, hold))
    for (const hold of known) if (!answers.has(hold)) answers.set(hold, settleOne(model, hold))
    return known.map((hold) => answers.get(hold))
  },
  async act({ flashSale, db, holdId }, { holds }) {
    const ids = [...new Set(holds.map(holdId))].filter((id) => id !== null)
    return db.$transaction(async (tx) => {
      const outcomes = await flashSale.sell(tx, ids)
      const late = ids.filter((id) => outcomes.get(id) === 'too_late')
      await flashSale.markRefundedLate(tx, late)
      return ids.map((id) => outcomes.get(id))
    })
  },
}

const giveUpPayments: Command<object> = {
  weight: 5,
  make: () => ({}),
  predict(model) {
    const due = model.holds.filter(({ state, expiresAt }) => state === 'paying' && expiresAt <= model.now)
    for (const hold of due) hold.state = 'expired'
    if (due.length > 0) returned(model)
    return due.map(({ sequence }) => sequence)
  },
  async act({ flashSale, db }) {
    const due = await flashSale.overduePayments(100)
    if (due.length === 0) return []
    const ids = due.map(({ holdId }) => holdId)
    // Memory learns of it when it is told, which is after the commit.
    const untold = new Set(ids)
    const told = new Promise<void>((resolve) =>
      flashSale.onHoldChanged(({ holdId }) => {
        untold.delete(holdId)
        if (untold.size === 0) resolve()
      }),
    )
    await db.$transaction((tx) => flashSale.releaseUnpaid(tx, ids))
    await told
    return due.map(({ sequence }) => sequence).toSorted((a, b) => a - b)
  },
}

/** Units came back: they are offered, and memory knows nothing any more. */
function returned(model: Model): void {
  offer(model)
  model.latchedUntil = null
}

const RANK = ['paid', 'paying', 'held']
const merge: Command<Steps['merge']> = {
  weight: 3,
  make: (chance) => ({ buyer: chance.below(BUYERS), account: `account ${chance.below(2)}` }),
  predict(model, { buyer, account }) {
    model.accounts.set(buyer, account)
    let room = model.limit - unitsOf(model.holds.filter(({ person }) => person === account))
    const own = model.holds
      .filter((hold) => hold.person === `visitor ${buyer}` && RANK.includes(hold.state))
      .toSorted((a, b) => RANK.indexOf(a.state) - RANK.indexOf(b.state) || a.sequence - b.sequence)
    for (const hold of own)
      if (hold.quantity <= room) {
        hold.person = account
        room -= hold.quantity
      } else if (hold.state === 'held') {
        hold.state = 'released'
        model.latchedUntil = null
      }
    mergePlaces(model, `visitor ${buyer}`, account)
    if (own.some(({ state }) => state === 'released')) returned(model)
    return 'merged'
  },
  async act({ flashSale, buyerId, accountId }, { buyer, account }) {
    await flashSale.mergeBuyer(buyerId(buyer), accountId(account))
    return 'merged'
  },
}

const expire: Command<object> = {
  weight: 6,
  make: () => ({}),
  predict(model) {
    const due = model.holds.filter(({ state, expiresAt }) => state === 'held' && expiresAt <= model.now)
    for (const hold of due) hold.state = 'expired'
    if (due.length > 0) returned(model)
    return due.map(({ sequence }) => sequence)
  },
  act: async ({ flashSale }) =>
    (await flashSale.expireHolds(100)).map(({ sequence }) => sequence).toSorted((a, b) => a - b),
}

export const holdCommands: Commands<
  'claim' | 'release' | 'beginPayment' | 'settle' | 'giveUpPayments' | 'merge' | 'expire'
> = { claim, release, beginPayment, settle, giveUpPayments, merge, expire }
