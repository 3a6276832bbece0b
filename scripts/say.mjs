// How scripts speak to the person who started them: one line a step, and a sentence instead of a stack.

/** Something the person can mend; printed without a stack. */
export class Hint extends Error {}

const startedAt = performance.now()

/** @param {string} text */
export function say(text) {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)
  process.stdout.write(`${seconds} s  ${text}\n`)
}

/** @param {unknown} error */
export function explain(error) {
  if (error instanceof Hint || /** @type {Error} */ (error)?.constructor?.name === 'DatabaseError')
    process.stderr.write(`\n${/** @type {Error} */ (error).message}\n`)
  else console.error(error)
}
