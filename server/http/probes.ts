import { timingSafeEqual } from 'node:crypto'
import { Router, type Request } from 'express'
import type { Db } from '../platform/db.ts'
import type { Env } from '../platform/env.ts'
import type { Log } from '../platform/log.ts'
import type { Metrics } from '../platform/metrics.ts'

export type Readiness = { accepting: boolean }

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

function mayReadMetrics(request: Request, token: string | undefined): boolean {
  if (token === undefined) return LOOPBACK.has(request.ip ?? '')
  const given = Buffer.from(request.get('authorization') ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

type ProbeDeps = { db: Db; log: Log; metrics: Metrics; readiness: Readiness; env: Pick<Env, 'METRICS_TOKEN'> }

/** For load balancers and operators. /healthz: this process lives. /readyz: it takes requests and its database answers. */
export function probes({ db, log, metrics, readiness, env }: ProbeDeps): Router {
  const router = Router()
  router.get('/healthz', (_request, response) => {
    response.json({ ok: true })
  })
  router.get('/readyz', async (_request, response) => {
    if (!readiness.accepting) return void response.status(503).json({ ok: false, reason: 'closing' })
    try {
      await db.$queryRaw`select 1`
      response.json({ ok: true })
    } catch (error) {
      log.error({ error }, 'the database does not answer')
      response.status(503).json({ ok: false, reason: 'database' })
    }
  })
  router.get('/metrics', async (request, response) => {
    if (!mayReadMetrics(request, env.METRICS_TOKEN)) return void response.status(403).end()
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })
  return router
}
