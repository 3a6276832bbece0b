import type { GuardReport } from '#shared/guard.ts'

// What is seen at one sale. Two windows slide: the current one and the one before it.

const WINDOW_MS = 5_000
/** So many strangers in two windows, and at least every second claim by one, are no crowd of people. */
const STRANGERS_OF_AN_ATTACK = 100
const CALM_AFTER_MS = 60_000
const REPORT_MS = 300_000
const SLICE_MS = 60_000
const MOST_ADDRESSES = 10_000

type Window = { claims: number; strangers: number }
type Counter = 'strangers' | 'limited' | 'asked' | 'proved'
type Slice = Record<Counter, number> & { startedAt: number; addresses: Set<string> }

export type SaleWatch = ReturnType<typeof createSaleWatch>

/** @param now instants in ms; they may step back. @param factor multiplies what makes an attack */
export function createSaleWatch(now: number, factor = 1) {
  let startedAt = now
  let current: Window = { claims: 0, strangers: 0 }
  let before: Window = { claims: 0, strangers: 0 }
  let attackedUntil = -Infinity
  let slices: Slice[] = []
  let seenAt = now

  function slide(at: number) {
    const past = at - startedAt
    if (past >= 0 && past < WINDOW_MS) return
    before = past >= 0 && past < 2 * WINDOW_MS ? current : { claims: 0, strangers: 0 }
    current = { claims: 0, strangers: 0 }
    startedAt = at
  }
  function slice(at: number): Slice {
    const last = slices.at(-1)
    if (last && at - last.startedAt < SLICE_MS) return last
    slices = slices.filter((one) => at - one.startedAt < REPORT_MS)
    const opened = {
      startedAt: at,
      strangers: 0,
      limited: 0,
      asked: 0,
      proved: 0,
      addresses: new Set<string>(),
    }
    slices.push(opened)
    return opened
  }

  return {
    claimed(at: number, { isStranger, address }: { isStranger: boolean; address: string }) {
      seenAt = at
      slide(at)
      current.claims++
      const seen = slice(at)
      if (seen.addresses.size < MOST_ADDRESSES) seen.addresses.add(address)
      if (!isStranger) return
      current.strangers++
      seen.strangers++
      const strangers = current.strangers + before.strangers
      const claims = current.claims + before.claims
      if (strangers >= STRANGERS_OF_AN_ATTACK * factor && strangers * 2 >= claims)
        attackedUntil = at + CALM_AFTER_MS
    },
    count(at: number, what: Exclude<Counter, 'strangers'>) {
      slice(at)[what]++
    },
    isUnderAttack: (at: number) => at < attackedUntil,
    isIdle: (at: number) => at - seenAt > REPORT_MS,
    report(at: number): Omit<GuardReport, 'addresses'> & { addresses: ReadonlySet<string> } {
      const recent = slices.filter((one) => at - one.startedAt < REPORT_MS)
      const sum = (what: Counter) => recent.reduce((total, one) => total + one[what], 0)
      return {
        isUnderAttack: at < attackedUntil,
        strangers: sum('strangers'),
        limited: sum('limited'),
        asked: sum('asked'),
        proved: sum('proved'),
        addresses: new Set(recent.flatMap(({ addresses }) => [...addresses])),
      }
    },
  }
}
