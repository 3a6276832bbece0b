// How scripts speak to the person who started them: one line a step, and a sentence instead of a stack.

/** Something the person can mend; printed without a stack. */
export class Hint extends Error {}

const STILL_AT_IT_MS = 15_000
const startedAt = performance.now()

/** @param {string} text */
export function say(text) {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)
  process.stdout.write(`${seconds} s  ${text}\n`)
}

/**
 * For what takes long: says it now, and again while it goes on.
 * @template T @param {string} text @param {Promise<T>} work
 */
export async function sayWhile(text, work) {
  say(text)
  const reminder = setInterval(() => say(`… still ${text.split(' (')[0]}`), STILL_AT_IT_MS)
  return work.finally(() => clearInterval(reminder))
}

/** @param {unknown} error */
export function explain(error) {
  const { name, message, code, path } = /** @type {NodeJS.ErrnoException} */ (error)
  if (error instanceof Hint || name === 'DatabaseError') process.stderr.write(`\n${message}\n`)
  else if (code === 'ENOSPC') process.stderr.write(`\nThe disk is full (${message}). Free some space.\n`)
  else if (code === 'EACCES' && path)
    process.stderr.write(
      `\n${path} belongs to another user (was the shop started as root before?). Start as that user, or remove it.\n`,
    )
  else console.error(error)
}
