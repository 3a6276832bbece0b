import { randomInt } from 'node:crypto'
import type { Clock } from '../platform/clock.ts'
import type { Env } from '../platform/env.ts'
import type { Log } from '../platform/log.ts'
import type { Services } from '../services.ts'
import { createDemoBuyers } from './demo-buyers.ts'
import { ensureDemoLiveSession } from './live-session.ts'

/**
 * The demo world: a live session is always running or about to, and scripted buyers fill a room when its host asks.
 * They use the real sockets, and every screen that shows them says so. Absent outside the demo.
 */
export type Demo = {
  start(port: number): Promise<void>
  /** keeps a session running or about to open */
  tend(): Promise<void>
  /** @returns what is now the case: always false where there is no demo */
  setBuyers(liveSessionId: string, on: boolean): Promise<boolean>
  close(): Promise<void>
}

type DemoDeps = { env: Env; clock: Clock; log: Log; services: Services }

const noDemo: Demo = {
  start: async () => {},
  tend: async () => {},
  setBuyers: async () => false,
  close: async () => {},
}

export function createDemo(deps: DemoDeps): Demo {
  if (!deps.env.DEMO) return noDemo
  const { clock, log, services } = deps
  const buyers = createDemoBuyers({
    live: services.live,
    log,
    secret: deps.env.APP_SECRET,
    chance: () => randomInt(1_000_000) / 1_000_000,
  })
  return {
    async start(port) {
      buyers.connectTo(`http://127.0.0.1:${port}`)
      await ensureDemoLiveSession({ services, clock })
    },
    async tend() {
      await ensureDemoLiveSession({ services, clock })
      await publishFirstHead(services)
      await buyers.tend()
    },
    async setBuyers(liveSessionId, on) {
      await services.live.setDemoBuyers(liveSessionId, on)
      await buyers.tend()
      return on
    },
    close: () => buyers.close(),
  }
}

/** Nobody who looks at a demo waits until midnight for the first head. */
async function publishFirstHead({ proofs }: Services): Promise<void> {
  const [head] = await proofs.heads({ limit: 1 })
  if (!head) await proofs.publishToday()
}
