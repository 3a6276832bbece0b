import { z } from 'zod'

/**
 * A whole number, as a socket sends it or in the digits of a form. Nothing else becomes one: coercion would also read
 * `true`, `[[2]]` and `0x10`.
 */
export function wholeNumber({ min, max }: { min: number; max: number }) {
  const digits = z
    .string()
    .trim()
    .regex(/^\d{1,9}$/, 'number')
    .transform(Number)
  // Numbers first: a union makes an issue of each kind that does not fit, and sockets, which hurry, send numbers.
  return z.number().or(digits).pipe(z.number().int().min(min).max(max))
}
