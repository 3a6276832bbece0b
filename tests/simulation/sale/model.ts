import { HOLD_SEC, OFFER_SEC, type HoldState, type SaleOpening, type SaleState } from '#shared/flash-sale.ts'

// One sale as it should be: plain data, and rules that a person can check by reading. Instants are milliseconds.

export type Terms = {
  /** with a draw only if it opens later */
  opening: SaleOpening
  total: number
  limit: number
  /** null: it is open from the start */
  opensInSec: number | null
  durationSec: number | null
}
export type ModelHold = {
  sequence: number
  buyer: number
  person: string
  quantity: number
  key: number
  state: HoldState
  expiresAt: number
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
  isStopped: boolean
  durationSec: number | null
  holds: ModelHold[]
  /** account by visitor */
  accounts: Map<number, string>
  /** until then the process may say "sold out" without asking */
  latchedUntil: number | null
}

export function aModel({ opening, total, limit, opensInSec, durationSec }: Terms, now: number): Model {
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
    isStopped: false,
    durationSec,
    holds: [],
    accounts: new Map(),
    latchedUntil: null,
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
  for (const waiter of waiters(model)) {
    if (freeUnits(model) === 0) return
    if (waiter.quantity > freeUnits(model)) continue
    const person = personOf(model, waiter.buyer)
    const has = unitsOf(model.holds.filter((hold) => hold.person === person))
    const isServed = has + waiter.quantity > model.limit || model.holds.some(({ key }) => key === waiter.key)
    waiter.state = isServed ? 'left' : 'offered'
    if (!isServed) grant(model, { ...waiter, person }, OFFER_SEC)
  }
}

export function grant(
  model: Model,
  { buyer, person, quantity, key }: Pick<ModelHold, 'buyer' | 'person' | 'quantity' | 'key'>,
  sec = HOLD_SEC,
): number {
  const sequence = model.holds.length + 1
  const expiresAt = model.now + sec * 1000
  const asGranted = { state: 'held' as const, phone: null, address: null }
  model.holds.push({ sequence, buyer, person, quantity, key, expiresAt, ...asGranted })
  return sequence
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
