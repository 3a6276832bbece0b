import type { ErrorRequestHandler } from 'express'
import type { Log } from '../platform/log.ts'

/** What Remix itself could not answer. The page's own errors are drawn by its error boundaries. */
export function lastResort(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    log.error({ error }, 'request threw')
    if (response.headersSent) return next(error)
    response
      .status(500)
      .type('text')
      .send('系统开小差了，请稍后再试 · Something broke on our side; please try again.')
  }
}
