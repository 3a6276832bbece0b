import { AsyncLocalStorage } from 'node:async_hooks'
import pino, { type Logger } from 'pino'
import type { Env } from './env.ts'
import { loggedError } from './logged-error.ts'

export type Log = Logger

/** Lives through everything that one request causes, so that each log line can name it. */
export const requestScope = new AsyncLocalStorage<{ requestId: string }>()

/** JSON lines on stdout. Secrets and people's addresses never reach it. */
export function createLog(env: Pick<Env, 'LOG_LEVEL'>): Log {
  return pino({
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
  })
}
