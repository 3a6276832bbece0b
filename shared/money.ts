declare const fenBrand: unique symbol

/** Money: a whole number of fen (分, 1/100 yuan), safe in JSON and exact up to 90 trillion yuan. */
export type Fen = number & { readonly [fenBrand]: true }

/**
 * Admits a number as money.
 * @throws {RangeError} on a fraction or an unsafe integer: a bug upstream, never a user's typo.
 */
export function fen(value: number | bigint): Fen {
  const whole = Number(value)
  if (!Number.isSafeInteger(whole)) throw new RangeError(`Not a whole number of fen: ${value}`)
  // One zero: -0 is written as 0 in JSON and SQL, and is another one to Object.is.
  return (whole + 0) as Fen
}

export const zeroFen = fen(0)

export function sumFen(amounts: readonly Fen[]): Fen {
  return fen(amounts.reduce((sum, amount) => sum + amount, 0))
}

/** Price of `quantity` units. */
export function timesFen(unit: Fen, quantity: number): Fen {
  return fen(unit * quantity)
}

/** Plain yuan for places without a locale (CSV, logs): `1999` → `19.99`. */
export function yuanText(amount: Fen): string {
  const digits = String(Math.abs(amount)).padStart(3, '0')
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
