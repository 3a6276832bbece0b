import type { RequestHandler } from 'express'
import type { Ids } from '../platform/ids.ts'
import { requestScope, type Log } from '../platform/log.ts'
import type { Metrics } from '../platform/metrics.ts'

const INCOMING_ID = /^[\w-]{8,64}$/

type Kind = 'asset' | 'video' | 'page'

/** A viewer asks for a piece of a picture eight times a second, and its address lets in: neither is for the log. */
function kindOf(path: string): Kind {
  if (path.startsWith('/assets/')) return 'asset'
  return path.startsWith('/video/') ? 'video' : 'page'
}

/** Gives each request an id (a proxy's, when it looks like one), and tells log and metrics how it went. */
export function trackRequests({
  ids,
  log,
  metrics,
}: {
  ids: Ids
  log: Log
  metrics: Metrics
}): RequestHandler {
  return (request, response, next) => {
    const incoming = request.get('x-request-id')
    const requestId = incoming && INCOMING_ID.test(incoming) ? incoming : ids.next('req')
    const startedAt = performance.now()
    // As it came: a router that answers below an address of its own takes that away from it.
    const { path } = request
    response.locals.requestId = requestId
    response.set('X-Request-Id', requestId)
    response.once('finish', () => {
      const ms = performance.now() - startedAt
      const kind = kindOf(path)
      metrics.httpSeconds.observe(
        { method: request.method, kind, status: `${Math.floor(response.statusCode / 100)}xx` },
        ms / 1000,
      )
      const line = {
        requestId,
        method: request.method,
        path: kind === 'video' ? '/video/' : path,
        status: response.statusCode,
        ms: Math.round(ms),
      }
      if (response.statusCode >= 500) log.error(line, 'request failed')
      else if (kind === 'page') log.info(line, 'request')
    })
    requestScope.run({ requestId }, next)
  }
}
