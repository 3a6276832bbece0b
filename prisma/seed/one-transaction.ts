import type { Db } from '#server/platform/db.ts'

const TIMEOUT_MS = 120_000

/**
 * Runs `work` in one transaction, with a client whose own transactions join it: the demo world is there whole or not
 * at all, whatever kills the seed, and it costs one flush to disk instead of a thousand.
 */
export function inOneTransaction(db: Db, work: (db: Db) => Promise<void>): Promise<void> {
  return db.$transaction(
    async (tx) => {
      const joined: Db = new Proxy(tx as Db, {
        get: (target, name) =>
          name === '$transaction'
            ? (inner: Promise<unknown>[] | ((tx: Db) => Promise<unknown>)) =>
                typeof inner === 'function' ? inner(joined) : Promise.all(inner)
            : Reflect.get(target, name),
      })
      await work(joined)
    },
    { timeout: TIMEOUT_MS },
  )
}
