import { setTimeout as sleep } from 'node:timers/promises'
import { databaseCodeOf } from './database-code.ts'

/**
 * What PostgreSQL and its driver say while the server is away, restarts, fails over, or is too busy to give a lock:
 * https://www.postgresql.org/docs/current/errcodes-appendix.html. The outcome of the statement is unknown.
 */
const OUTAGE_CODES = new Set([
  ...['57P01', '57P02', '57P03', '57P05', '57014', '25P03', '53300', '40001', '40P01', '55P03', '25006'],
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'],
])
const OUTAGE_TEXT =
  /connection terminated|connection timeout|read timeout|timeout exceeded when trying to connect/i

export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = databaseCodeOf(error)
  return OUTAGE_CODES.has(code) || code.startsWith('08') || OUTAGE_TEXT.test(error.message)
}

/** A restart takes a second, a fail-over some more. Then whoever waits is better told to try again. */
const PAUSES_MS = [50, 100, 200, 400, ...Array<number>(28).fill(500)]

/**
 * Runs it again and again while the database is away. Only for what may be repeated when its outcome is unknown.
 * @throws the last error when it stays away for about fifteen seconds
 */
export async function throughOutages<Value>(
  run: () => Promise<Value>,
  onOutage: (error: unknown) => void,
): Promise<Value> {
  for (const [attempt, pauseMs] of PAUSES_MS.entries())
    try {
      return await run()
    } catch (error) {
      if (!isOutage(error)) throw error
      if (attempt === 0) onOutage(error)
      await sleep(pauseMs)
    }
  return run()
}
