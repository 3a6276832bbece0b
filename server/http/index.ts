import { createServer, type Server } from 'node:http'
import { createRequestHandler } from '@remix-run/express'
import compression from 'compression'
import express, { type Request, type Response, type Router } from 'express'
import type { RtmpOffer } from '#shared/ingest.ts'
import type { Clock } from '../platform/clock.ts'
import type { Env } from '../platform/env.ts'
import type { Ids } from '../platform/ids.ts'
import type { Log } from '../platform/log.ts'
import type { Metrics } from '../platform/metrics.ts'
import type { RateLimits } from '../platform/rate-limits.ts'
import type { Services } from '../services.ts'
import { lastResort } from './last-resort.ts'
import { httpLimits } from './limits.ts'
import { readableRequests } from './readable-requests.ts'
import { trackRequests } from './requests.ts'
import { nonce, sameOriginPosts, securityHeaders } from './security.ts'
import { video } from './video.ts'
import { visitors } from './visitors.ts'
import { loadPages, type Pages } from './pages.ts'

export type HttpDeps = {
  env: Env
  clock: Clock
  ids: Ids
  log: Log
  metrics: Metrics
  limits: RateLimits
  services: Services
  /** a door does not enter another; the application hands it over */
  rtmp: { offer(): RtmpOffer | null }
  /** /healthz, /readyz, /metrics */
  probes: Router
  /** GET /pictures/… */
  pictures: Router
}

/** The HTTP door: headers, limits, static files, and Remix for everything else. Not listening yet. */
export async function createHttp(deps: HttpDeps): Promise<{ http: Server; close(): Promise<void> }> {
  const { env, limits, log, probes, pictures } = deps
  const app = express()
  const http = createServer(app)
  const pages = await loadPages(env, http)

  app.disable('x-powered-by')
  app.set('trust proxy', env.TRUST_PROXY)
  app.use(probes)
  app.use(trackRequests(deps))
  // Viewers ask eight times a second: before a page's headers are made, and the disk is asked for a file of that name.
  app.use(
    '/video',
    httpLimits(limits, () => 'video'),
    video(deps.services.media),
  )
  app.use(nonce, securityHeaders(env), readableRequests)
  pages.serveStatic(app)
  app.use(httpLimits(limits))
  app.use(sameOriginPosts, compression())
  app.use('/pictures', pictures)
  app.use(
    visitors({ ids: deps.ids, secret: env.APP_SECRET, secure: env.PUBLIC_ORIGIN.startsWith('https://') }),
  )
  app.all('*', remixHandler(deps, pages))
  app.use(lastResort(log))
  return { http, close: pages.close }
}

function remixHandler({ env, clock, log, services, rtmp }: HttpDeps, pages: Pages) {
  return createRequestHandler({
    build: pages.build,
    mode: env.NODE_ENV,
    getLoadContext: async (request: Request, response: Response) => ({
      services,
      log,
      buyerId: response.locals.buyerId as string,
      actor: await services.identity.actor(new Headers({ cookie: request.headers.cookie ?? '' })),
      cspNonce: response.locals.nonce as string,
      now: () => clock.now(),
      requestId: response.locals.requestId as string,
      address: request.ip ?? 'unknown',
      demo: env.DEMO,
      publicOrigin: env.PUBLIC_ORIGIN,
      rtmpOffer: rtmp.offer,
      wordsFile: pages.wordsFile,
    }),
  })
}
