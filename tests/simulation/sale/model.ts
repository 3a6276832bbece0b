import {
  HOLD_SEC,
  OFFER_SEC,
  PAY_FIRST_AFTER_LAPSES,
  PAY_FIRST_SEC,
  PAY_FIRST_WITHIN_HOURS,
  type HoldState,
  type SaleOpening,
  type SaleState,
} from '#shared/flash-sale.ts'

// One sale as it should be: plain data, and rules that a person can check by reading. Instants are milliseconds.

export type Terms = {
  /** with a draw only if it opens later */
  opening: SaleOpening
  total: number
  limit: number
  /** null: it is open from the start */
  opensInSec: number | null
  durationSec: number | null
  /** whoever let holds lapse again and again pays first */
  payFirst: boolean
  /** what was let lapse in another sale, so long before the start */
  lapses: { buyer: number; agoSec: number }[]
}
export type ModelLapse = { who: string; at: number }
export type ModelHold = {
  sequence: number
  buyer: number
  person: string
  quantity: number
  key: number
  state: HoldState
  createdAt: number
  expiresAt: number
  payFirst: boolean
  /** given to somebody in line, not claimed */
  isOffer: boolean
  phone: string | null
  address: string | null
}
export type ModelEntry = {
  number: number
  buyer: number
  person: string
  quantity: number
  key: number
  rank: number | null
  outcome: string
}
export type ModelWaiter = Pick<ModelHold, 'buyer' | 'person' | 'quantity' | 'key'> & {
  number: number
  state: 'waiting' | 'offered' | 'left'
}
export type Model = {
  opening: SaleOpening
  /** of a fair opening or a raffle: the order in which so many entries are served */
  drawOrder: ((keys: readonly number[]) => number[]) | null
  isDrawn: boolean
  entries: ModelEntry[]
  /** 候补 */
  line: ModelWaiter[]
  now: number
  total: number
  limit: number
  state: SaleState
  opensAt: number | null
  endsAt: number | null
  isOpened: boolean
  pausedAt: number | null
  pauseEndedAt: number | null
  isStopped: boolean
  durationSec: number | null
  holds: ModelHold[]
  /** account by visitor */
  accounts: Map<number, string>
  /** until then the process may say "sold out" without asking */
  latchedUntil: number | null
  payFirst: boolean
  lapses: ModelLapse[]
}

export function aModel(terms: Terms, now: number): Model {
  const { opening, total, limit, opensInSec, durationSec, payFirst, lapses } = terms
  const opensAt = opensInSec === null ? null : now + opensInSec * 1000
  return {
    opening,
    drawOrder: null,
    isDrawn: false,
    entries: [],
    line: [],
    now,
    total,
    limit,
    state: opensAt === null ? 'open' : 'scheduled',
    opensAt,
    endsAt: durationSec === null ? null : (opensAt ?? now) + durationSec * 1000,
    isOpened: opensAt === null,
    pausedAt: null,
    pauseEndedAt: null,
    isStopped: false,
    durationSec,
    holds: [],
    accounts: new Map(),
    latchedUntil: null,
    payFirst,
    lapses: lapses.map(({ buyer, agoSec }) => ({ who: `visitor ${buyer}`, at: now - agoSec * 1000 })),
  }
}

export const isOpenHold = ({ state }: ModelHold) => state === 'held' || state === 'paying'
export const counts = (hold: ModelHold) => isOpenHold(hold) || hold.state === 'paid'
export const unitsOf = (holds: readonly ModelHold[]) =>
  holds.filter(counts).reduce((sum, { quantity }) => sum + quantity, 0)

export const heldUnits = ({ holds }: Model) => unitsOf(holds.filter(isOpenHold))
export const paidUnits = ({ holds }: Model) => unitsOf(holds.filter(({ state }) => state === 'paid'))
export const freeUnits = (model: Model) => model.total - unitsOf(model.holds)
export const personOf = ({ accounts }: Model, buyer: number) => accounts.get(buyer) ?? `visitor ${buyer}`
/** pieces of the stock that are set aside for the sale */
export const carvedPieces = (model: Model) => (model.state === 'ended' ? unitsOf(model.holds) : model.total)

/** The most that the person, the phone or the address has, without that hold. */
export function mostUnits(
  { holds }: Model,
  { person, phone, address }: Partial<Pick<ModelHold, 'person' | 'phone' | 'address'>>,
  but: ModelHold | null,
): number {
  const others = holds.filter((hold) => hold !== but)
  const of = (isOne: (hold: ModelHold) => boolean) => unitsOf(others.filter(isOne))
  return Math.max(
    of((hold) => hold.person === person),
    of((hold) => hold.phone !== null && hold.phone === phone),
    of((hold) => hold.address !== null && hold.address === address),
  )
}

export const isGathering = ({ drawOrder, state }: Model) => drawOrder !== null && state === 'scheduled'

/** The moment at which a sale with a draw opens: everybody who is there is served in the order of the draw. */
export function draw(model: Model): void {
  if (!model.drawOrder || model.isDrawn || model.state !== 'open') return
  model.isDrawn = true
  const first = new Map<string, number>()
  for (const { number, buyer } of model.entries) {
    const person = personOf(model, buyer)
    if (!first.has(person)) first.set(person, number)
  }
  const order = model.drawOrder(model.entries.map(({ key }) => key))
  for (const [index, number] of order.entries()) {
    const entry = model.entries[number - 1]!
    const person = personOf(model, entry.buyer)
    entry.rank = index + 1
    entry.outcome =
      first.get(person) !== number ? 'merged' : entry.quantity > freeUnits(model) ? 'lost' : 'won'
    if (entry.outcome === 'won') grant(model, { ...entry, person })
  }
  const lost = model.entries.filter(({ outcome }) => outcome === 'lost')
  for (const { buyer, quantity, key } of lost.toSorted((a, b) => a.rank! - b.rank!))
    joinLine(model, { buyer, quantity, key, person: personOf(model, buyer) })
}

export const waiters = ({ line }: Model) => line.filter(({ state }) => state === 'waiting')

export function joinLine(model: Model, waiter: Omit<ModelWaiter, 'number' | 'state'>): ModelWaiter {
  const joined: ModelWaiter = { ...waiter, number: model.line.length + 1, state: 'waiting' }
  model.line.push(joined)
  return joined
}

/** Whoever signs in keeps the place that is further ahead. */
export function mergePlaces(model: Model, visitor: string, account: string): void {
  const [first, ...later] = waiters(model).filter(({ person }) => person === visitor || person === account)
  if (first) first.person = account
  for (const waiter of later) waiter.state = 'left'
}

/** What is free goes to those who wait, in order; a smaller one does not wait for a bigger one. */
export function offer(model: Model): void {
  if (model.state !== 'open' || (model.endsAt !== null && model.endsAt <= model.now)) return
  const isLate = ({ buyer }: ModelWaiter) => paysFirst(model, [personOf(model, buyer)])
  const [late, others] = [waiters(model).filter(isLate), waiters(model).filter((one) => !isLate(one))]
  for (const waiter of [...others, ...late]) {
    if (freeUnits(model) === 0) return
    if (waiter.quantity > freeUnits(model)) continue
    const person = personOf(model, waiter.buyer)
    const has = unitsOf(model.holds.filter((hold) => hold.person === person))
    const isServed = has + waiter.quantity > model.limit || model.holds.some(({ key }) => key === waiter.key)
    waiter.state = isServed ? 'left' : 'offered'
    if (!isServed) grant(model, { ...waiter, person }, true)
  }
}

export function grant(
  model: Model,
  { buyer, person, quantity, key }: Pick<ModelHold, 'buyer' | 'person' | 'quantity' | 'key'>,
  isOffer = false,
): number {
  const sequence = model.holds.length + 1
  const payFirst = paysFirst(model, [person])
  const sec = isOffer ? OFFER_SEC : payFirst ? PAY_FIRST_SEC : HOLD_SEC
  const times = { createdAt: model.now, expiresAt: model.now + sec * 1000 }
  const asGranted = { state: 'held' as const, phone: null, address: null, payFirst, isOffer }
  model.holds.push({ sequence, buyer, person, quantity, key, ...times, ...asGranted })
  return sequence
}

const HOUR_MS = 3_600_000
const LATE_MS = 60_000

/** 先付款: whether one of them let so many holds lapse, where that matters. */
export function paysFirst({ payFirst, lapses, now }: Model, whos: readonly string[]): boolean {
  const isRecent = ({ at }: ModelLapse) => at > now - PAY_FIRST_WITHIN_HOURS * HOUR_MS
  const countOf = (who: string) => lapses.filter((lapse) => lapse.who === who && isRecent(lapse)).length
  return payFirst && whos.some((who) => countOf(who) >= PAY_FIRST_AFTER_LAPSES)
}

export const whosOf = ({ person, phone, address }: Pick<ModelHold, 'person' | 'phone' | 'address'>) => [
  person,
  ...(phone === null ? [] : [phone]),
  ...(address === null ? [] : [address]),
]

/** Nobody but the buyer is the reason that it ran out: it stood still for no one, and ended on time. */
export function lapse(model: Model, hold: ModelHold): void {
  const { state, pauseEndedAt, now } = model
  const stoodStill = state === 'paused' || (pauseEndedAt !== null && pauseEndedAt >= hold.createdAt)
  if (hold.isOffer || stoodStill || now > hold.expiresAt + LATE_MS) return
  model.lapses.push(...whosOf(hold).map((who) => ({ who, at: now })))
}

/** Money has come. */
export function forgive(model: Model, hold: ModelHold): void {
  const whos = [...whosOf(hold), personOf(model, hold.buyer)]
  model.lapses = model.lapses.filter(({ who }) => !whos.includes(who))
}

export function takesClaims({ state, opening, opensAt, endsAt, now, drawOrder }: Model): boolean {
  if (opening === 'raffle') return false
  const opensItself = state === 'scheduled' && drawOrder === null
  const isOpen = state === 'open' || (opensItself && opensAt !== null && opensAt <= now)
  return isOpen && (endsAt === null || endsAt > now)
}

export function closedBecause({ state, opening, endsAt, now }: Model): string {
  if (state === 'paused') return 'sale_paused'
  if (state === 'ended' || (endsAt !== null && endsAt <= now)) return 'sale_ended'
  return opening === 'raffle' && state === 'open' ? 'raffle_drawn' : 'sale_not_open'
}
