/** in code points, as the database counts */
export const lengthOf = (text: string): number => [...text].length

/**
 * Whether all text in it can be kept: PostgreSQL refuses NUL in text, and half a surrogate pair in JSON. Doors ask
 * this of what a schema has let through, so that no schema has to think of it. Only what schemas make has few levels.
 */
export function isKeepable(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  return Object.values(value).every(isKeepable)
}
