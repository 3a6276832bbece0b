// The clock that is burned into each picture: 40 bits of milliseconds and a checksum, as black and white fields in two
// rows at its top. Whoever reads it back knows how old a picture is, whatever it went through.

export const COLUMNS = 24
const CLOCK_BITS = 40
const CHECK_BITS = 8
export const FIELDS = CLOCK_BITS + CHECK_BITS
/** of the picture's height, a row */
export const ROW_HEIGHT = 0.07

function checksum(millis: number): number {
  let sum = 7
  for (let byte = 0; byte < CLOCK_BITS / 8; byte++)
    sum = (sum * 31 + (Math.floor(millis / 2 ** (8 * byte)) % 256)) & 0xff
  return sum
}

/** @returns for each field whether it is white */
export function fieldsOf(now: number): boolean[] {
  const millis = now % 2 ** CLOCK_BITS
  const check = checksum(millis)
  return Array.from({ length: FIELDS }, (_, bit) =>
    bit < CLOCK_BITS ? Math.floor(millis / 2 ** bit) % 2 === 1 : ((check >> (bit - CLOCK_BITS)) & 1) === 1,
  )
}

/** @returns how old it is at `now`, ms; null: it can't be read */
export function ageOf(fields: readonly boolean[], now: number): number | null {
  const valueOf = (bits: readonly boolean[]) =>
    bits.reduce((sum, isWhite, bit) => sum + (isWhite ? 2 ** bit : 0), 0)
  const millis = valueOf(fields.slice(0, CLOCK_BITS))
  if (valueOf(fields.slice(CLOCK_BITS)) !== checksum(millis)) return null
  return (now % 2 ** CLOCK_BITS) - millis
}
