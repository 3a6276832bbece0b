import type { AddressInfo } from 'node:net'
import { createPictures } from './catalog/index.ts'
import { createDemo } from './demo/index.ts'
import { createHttp } from './http/index.ts'
import { probes, type Readiness } from './http/probes.ts'
import { openTls } from './http/tls.ts'
import { startJobs } from './jobs/index.ts'
import { planJobs } from './jobs/plan.ts'
import { createMetrics } from './platform/metrics.ts'
import { openNodeBus } from './platform/node-bus-lines.ts'
import { createOutbox } from './platform/outbox.ts'
import { createRateLimits } from './platform/rate-limits.ts'
import { createServices, type ServiceDeps, type Services } from './services.ts'
import { openIngest, openRtmp, openSockets } from './sockets/index.ts'

export type Application = { port: number; services: Services; close(): Promise<void> }

/**
 * Opens the three doors (HTTP, sockets, time) onto one set of services.
 * Closing: stop taking, finish what was taken, then let go of the database.
 */
export async function startApplication(deps: ServiceDeps): Promise<Application> {
  const { env, database, clock, ids, log } = deps
  const { db } = database
  const readiness: Readiness = { accepting: true }
  const metrics = createMetrics()
  const limits = createRateLimits({ factor: env.RATE_LIMIT_FACTOR })
  const bus = openNodeBus(deps)
  const services = createServices({ ...deps, limits, bus })
  const outbox = createOutbox({ db, clock, log })

  const rtmp = await openRtmp({ env, clock, ids, limits, log, services })
  const door = await createHttp({
    env,
    clock,
    ids,
    log,
    metrics,
    limits,
    services,
    rtmp,
    probes: probes({ db, log, metrics, readiness, env }),
    pictures: createPictures({ dataDir: env.DATA_DIR, log, uploaded: services.covers.source }),
  })
  const demo = createDemo({ env, clock, ids, log, services })
  const sockets = openSockets({ http: door.http, env, services, demo, clock, log, limits, metrics })
  const ingest = openIngest({ http: door.http, env, clock, limits, log, services })
  await new Promise<void>((listening, failed) => {
    door.http.once('error', failed)
    door.http.listen(env.PORT, env.HOST, listening)
  })
  const tls = await openTls({ http: door.http, env })
  const { port } = door.http.address() as AddressInfo
  await demo.start(port)
  const jobs = await startJobs(
    planJobs({
      ...{ services, clock, outbox, demo, metrics, log, origin: env.PUBLIC_ORIGIN },
      ...{ audience: sockets.audience, isAtDesk: sockets.isAtDesk },
    }),
    {
      env,
      log,
      metrics,
    },
  )

  return {
    port,
    services,
    async close() {
      readiness.accepting = false
      tls.close()
      await demo.close()
      await jobs.close()
      ingest.close()
      rtmp.close()
      await sockets.close()
      await door.close()
      await services.liveReports.close()
      await services.flashSale.close()
      services.luckyDraws.close()
      services.coupons.close()
      services.likes.close()
      services.live.close()
      await services.media.close()
      await services.checkout.close()
      await bus.close()
      await database.close()
    },
  }
}
