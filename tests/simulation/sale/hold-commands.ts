import type { Chance } from '../chance.ts'
import { HOLD_EXTENSION_SEC } from '#shared/flash-sale.ts'
import { BUYERS } from './claim-commands.ts'
import {
  NO_HOLD,
  holdOf,
  inAnyOrder,
  type Command,
  type Commands,
  type Stage,
  type Steps,
} from './command.ts'
import {
  forgive,
  freeUnits,
  isOpenHold,
  lapse,
  mergePlaces,
  mostUnits,
  offer,
  paysFirst,
  unitsOf,
  type Model,
  type ModelHold,
} from './model.ts'

/** Most sales give out few holds; a number beyond them is a hold that is unknown. */
const aHold = (chance: Chance) => chance.below(chance.happens(0.85) ? 6 : 20)

const release: Command<Steps['release']> = {
  weight: 6,
  make: (chance) => ({ hold: aHold(chance), byOwner: chance.happens(0.9) }),
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
  weight: 16,
  make: (chance) => ({
    hold: aHold(chance),
    byOwner: chance.happens(0.95),
    phone: `phone ${chance.below(2)}`,
    address: `address ${chance.below(4)}`,
  }),
  predict(model, { hold: number, byOwner, phone, address }) {
    const hold = holdOf(model, number)
    if (!hold) return NO_HOLD
    if (!byOwner) return 'hold_not_found'
    const isOpen = isOpenHold(hold) && hold.expiresAt > model.now
    if (!isOpen) return hold.state === 'paid' ? 'already_paid' : 'hold_expired'
    if (hold.quantity + mostUnits(model, { phone, address }, hold) > model.limit) return 'door_over_limit'
    if (hold.state === 'held') {
      hold.payFirst ||= paysFirst(model, [hold.person, phone, address])
      const from = hold.payFirst ? model.now : hold.expiresAt
      hold.expiresAt = Math.max(hold.expiresAt, from + HOLD_EXTENSION_SEC * 1000)
    }
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

function settleAll(model: Model, holds: readonly number[]) {
  const settled = [...new Set(holds.map((number) => holdOf(model, number)))]
  // What is still open is sold before what has lapsed asks for the rest.
  const answers = new Map<ModelHold, string>()
  const known = settled.filter((hold) => hold !== undefined)
  for (const hold of known.filter(isOpenHold)) answers.set(hold, settleOne(model, hold))
  for (const hold of known) if (!answers.has(hold)) answers.set(hold, settleOne(model, hold))
  for (const hold of known) forgive(model, hold)
  return known.map((hold) => answers.get(hold))
}

function deliver({ flashSale, db, holdId }: Stage, holds: readonly number[]) {
  const ids = [...new Set(holds.map(holdId))].filter((id) => id !== null)
  return db.$transaction(async (tx) => {
    const outcomes = await flashSale.sell(tx, ids)
    const late = ids.filter((id) => outcomes.get(id) === 'too_late')
    await flashSale.markRefundedLate(tx, late)
    return ids.map((id) => outcomes.get(id))
  })
}

const settle: Command<Steps['settle']> = {
  weight: 14,
  make: (chance) => ({
    holds: Array.from({ length: 1 + chance.below(2) }, () => aHold(chance)),
    isTwice: chance.happens(0.25),
  }),
  predict: (model, { holds, isTwice }) =>
    inAnyOrder((isTwice ? [1, 2] : [1]).map(() => settleAll(model, holds))),
  async act(stage, { holds, isTwice }) {
    const told = await Promise.allSettled((isTwice ? [1, 2] : [1]).map(() => deliver(stage, holds)))
    for (const one of told) if (one.status === 'rejected') throw one.reason
    return inAnyOrder(told.map((one) => one.status === 'fulfilled' && one.value))
  },
}

const giveUpPayments: Command<Steps['giveUpPayments']> = {
  weight: 5,
  make: (chance) => ({ tried: chance.happens(0.4) }),
  predict(model, { tried }) {
    const due = model.holds.filter(({ state, expiresAt }) => state === 'paying' && expiresAt <= model.now)
    for (const hold of due) {
      hold.state = 'expired'
      if (!tried) lapse(model, hold)
    }
    if (due.length > 0) returned(model)
    return due.map(({ sequence }) => sequence)
  },
  async act({ flashSale, db }, { tried }) {
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
    await db.$transaction((tx) => flashSale.releaseUnpaid(tx, ids, { isLapse: !tried }))
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
    for (const one of model.lapses) if (one.who === `visitor ${buyer}`) one.who = account
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
    for (const hold of due) {
      hold.state = 'expired'
      lapse(model, hold)
    }
    if (due.length > 0) returned(model)
    return due.map(({ sequence }) => sequence)
  },
  act: async ({ flashSale }) =>
    (await flashSale.expireHolds(100)).map(({ sequence }) => sequence).toSorted((a, b) => a - b),
}

export const holdCommands: Commands<
  'release' | 'beginPayment' | 'settle' | 'giveUpPayments' | 'merge' | 'expire'
> = { release, beginPayment, settle, giveUpPayments, merge, expire }
