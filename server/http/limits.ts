import type { Request, RequestHandler } from 'express'
import type { LimitName, RateLimits } from '../platform/rate-limits.ts'

function limitOf(request: Request): LimitName {
  if (request.path === '/webhooks/stripe') return 'webhook'
  if (request.path.startsWith('/pictures/')) return 'picture'
  return request.method === 'GET' || request.method === 'HEAD' ? 'page' : 'form'
}

/** The HTTP door's limit, by the caller's address. What costs more (codes, claims) is limited again where it happens. */
export function httpLimits(limits: RateLimits, nameOf = limitOf): RequestHandler {
  return async (request, response, next) => {
    const taken = await limits.take(nameOf(request), request.ip ?? 'unknown')
    if (taken.ok) return next()
    response
      .status(429)
      .set('Retry-After', String(taken.refusal.retryAfterSec))
      .type('text')
      .send(
        `操作太频繁，请 ${taken.refusal.retryAfterSec} 秒后再试 · Too many requests, try again in ${taken.refusal.retryAfterSec} s.`,
      )
  }
}
