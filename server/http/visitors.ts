import type { RequestHandler } from 'express'
import type { Ids } from '../platform/ids.ts'
import { readVisitor, visitorCookie } from '../platform/visitor.ts'

/** Every caller of a page is a visitor: known by the signed cookie, or given one now. */
export function visitors(options: { ids: Ids; secret: string; secure: boolean }): RequestHandler {
  return (request, response, next) => {
    const known = readVisitor(request.headers.cookie, options.secret)
    const visitorId = known ?? options.ids.next('vis')
    if (!known) response.append('Set-Cookie', visitorCookie(visitorId, options))
    response.locals.buyerId = visitorId
    next()
  }
}
