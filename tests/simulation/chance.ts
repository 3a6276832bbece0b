export type Chance = ReturnType<typeof aChance>

/** Chance that repeats itself: the same seed makes the same choices (mulberry32). */
export function aChance(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (bound: number) => Math.floor(next() * bound)
  return {
    below,
    /** true in `probability` of the cases */
    happens: (probability: number) => next() < probability,
    /** one of them; null when there are none */
    oneOf: <Item>(items: readonly Item[]): Item | null => items[below(items.length)] ?? null,
  }
}
