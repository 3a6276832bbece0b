import { parse, serialize } from 'cookie'
import { sign, unsign } from 'cookie-signature'

/** A first visit sets this cookie; it alone is enough to join a room, to claim and to buy as a guest. */
export const VISITOR_COOKIE = 'visitor'
const YEAR_SEC = 31_536_000

/** @returns the visitor's id when the cookie is there and the signature is ours, else null */
export function readVisitor(cookieHeader: string | undefined, secret: string): string | null {
  const value = parse(cookieHeader ?? '')[VISITOR_COOKIE]
  return (value && unsign(value, secret)) || null
}

/** @returns a Set-Cookie value */
export function visitorCookie(
  visitorId: string,
  { secret, secure }: { secret: string; secure: boolean },
): string {
  return serialize(VISITOR_COOKIE, sign(visitorId, secret), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: YEAR_SEC,
  })
}
