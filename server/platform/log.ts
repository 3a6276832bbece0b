import { AsyncLocalStorage } from 'node:async_hooks'
import pino, { type DestinationStream, type Logger } from 'pino'
import type { Env } from './env.ts'
import { loggedError } from './logged-error.ts'

export type Log = Logger

/** Lives through everything that one request causes, so that each log line can name it. */
export const requestScope = new AsyncLocalStorage<{ requestId: string }>()

/** JSON lines, on stdout unless it is said where. Secrets and people's addresses never reach it. */
export function createLog(env: Pick<Env, 'LOG_LEVEL'>, destination?: DestinationStream): Log {
  const options = {
    level: env.LOG_LEVEL,
    redact: [
      'req.headers.cookie',
      'req.headers.authorization',
      '*.phone',
      '*.street',
      '*.recipientName',
      '*.text',
    ],
    serializers: { error: (error: unknown) => loggedError(error) },
    mixin: () => requestScope.getStore() ?? {},
  }
  return destination ? pino(options, destination) : pino(options)
}
