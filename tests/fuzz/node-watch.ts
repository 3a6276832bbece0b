import pino from 'pino'
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
    /** what was found since it was asked last */
    found: () => found.splice(0),
    stop() {
      process.off('uncaughtException', uncaught)
      process.off('unhandledRejection', uncaught)
    },
  }
}
