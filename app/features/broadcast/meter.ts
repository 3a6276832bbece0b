/** How fast something that is counted in bytes grows, from one look to the next. */
export function createMeter(bytes: () => number, now: () => number) {
  let before = { bytes: bytes(), at: now() }
  let bitsPerSecond = 0
  return {
    look() {
      const seen = { bytes: bytes(), at: now() }
      const seconds = (seen.at - before.at) / 1_000
      if (seconds > 0) bitsPerSecond = ((seen.bytes - before.bytes) * 8) / seconds
      before = seen
    },
    bitsPerSecond: () => bitsPerSecond,
  }
}
