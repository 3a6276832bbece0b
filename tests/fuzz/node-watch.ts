import pino from 'pino'
import { expect } from 'vitest'
import type { Log } from '#server/platform/log.ts'

/**
 * Sees what must not happen to a node while it is fuzzed: an error that nobody caught, and a line of its log that says
 * `error`, which is how a payload tells that it got through to where it was not expected.
 */
export function watchNode() {
  const found: string[] = []
  const uncaught = (error: unknown) => void found.push(`uncaught: ${String(error)}`)
  process.on('uncaughtException', uncaught)
  process.on('unhandledRejection', uncaught)
  const log: Log = pino(
    { level: 'error', serializers: { error: pino.stdSerializers.err } },
    { write: (line: string) => void found.push(line) },
  )
  return {
    log,
    /** Nothing was found since it was asked last. What was found is the message: fast-check cuts values short. */
    expectNothing() {
      const lines = found.splice(0).join('\n')
      expect(lines, lines).toBe('')
    },
    stop() {
      process.off('uncaughtException', uncaught)
      process.off('unhandledRejection', uncaught)
    },
  }
}
