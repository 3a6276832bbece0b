import { randomBytes } from 'node:crypto'
import type { RequestHandler, Response } from 'express'
import helmet from 'helmet'
import type { Env } from '../platform/env.ts'

export type SecurityOptions = Pick<
  Env,
  'PUBLIC_ORIGIN' | 'STRIPE_API_BASE' | 'SHANHUO_ENV' | 'LIVE_PLAYBACK_URL'
>

const CHECKOUT_ORIGIN = 'https://checkout.stripe.com'

/** A fresh nonce for each answer: only scripts that we wrote into the page run. */
export const nonce: RequestHandler = (_request, response, next) => {
  response.locals.nonce = randomBytes(16).toString('base64')
  next()
}

/**
 * The page that checks proofs is one file with its script inside. It brings a policy of its own, stricter than ours,
 * because it must hold when it is opened from a disk.
 */
const PAGE_WITH_OWN_POLICY = '/check-proof.html'

/** Headers of every answer. */
export function securityHeaders(env: SecurityOptions): RequestHandler {
  const usual = usualHeaders(env)
  const own = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: helmet.contentSecurityPolicy.dangerouslyDisableDefaultSrc,
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: env.PUBLIC_ORIGIN.startsWith('https://'),
  })
  return (request, response, next) =>
    (request.path === PAGE_WITH_OWN_POLICY ? own : usual)(request, response, next)
}

/** Chromium applies form-action to the redirect after a post, so Stripe's page is named. */
function usualHeaders(env: SecurityOptions): RequestHandler {
  const development = env.SHANHUO_ENV === 'development'
  const secure = env.PUBLIC_ORIGIN.startsWith('https://')
  const engine = env.LIVE_PLAYBACK_URL ? [new URL(env.LIVE_PLAYBACK_URL).origin] : []
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        imgSrc: ["'self'", 'data:'],
        scriptSrc: ["'self'", (_request, response) => `'nonce-${(response as Response).locals.nonce}'`],
        scriptSrcAttr: ["'none'"],
        // Vite inlines styles while developing.
        styleSrc: development ? ["'self'", "'unsafe-inline'"] : ["'self'"],
        connectSrc: ["'self'", ...engine],
        // Players hand the picture over as a blob; those of Apple's phones load it themselves.
        mediaSrc: ["'self'", 'blob:', ...engine],
        formAction: ["'self'", CHECKOUT_ORIGIN, ...(env.STRIPE_API_BASE ? [env.STRIPE_API_BASE] : [])],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  })
}

/**
 * Refuses a post that another site's page made: browsers send Origin with every post, and ours must be the host that
 * was asked, by the same header as Remix looks at, which throws where this refuses. HEAD counts as a post: Remix takes
 * it for one where it asks for data. Beside SameSite=Lax cookies this closes what they leave open. Callers without
 * Origin are not browsers; no page can make a browser send X-Forwarded-Host to another site unasked.
 */
export const sameOriginPosts: RequestHandler = (request, response, next) => {
  const origin = request.get('origin')
  if (request.method === 'GET' || origin === undefined) return next()
  const asked = request.get('x-forwarded-host')?.split(',')[0]?.trim() || request.get('host')
  if (URL.canParse(origin) && new URL(origin).host === asked) return next()
  response.status(403).type('text').send('来源不符 · This form was posted from another site.')
}
