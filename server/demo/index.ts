import { randomInt } from 'node:crypto'
import type { Clock } from '../platform/clock.ts'
import type { Env } from '../platform/env.ts'
import type { Ids } from '../platform/ids.ts'
import type { Log } from '../platform/log.ts'
import type { Services } from '../services.ts'
import { createDemoBuyers, type DemoBuyers } from './demo-buyers.ts'
import { createFilmCamera } from './film-camera.ts'
import { ensureDemoLiveSession, filmOnAir, oldOfOurs } from './live-session.ts'

/**
 * The demo world: a live session is always running or about to, and scripted buyers fill a room when its host asks.
 * They use the real sockets, and every screen that shows them says so. Its hosts' camera is a drawn film. Outside of the
 * demo nothing is left of it but the scripted buyers of rehearsals.
 */
export type Demo = {
  start(port: number): Promise<void>
  /** keeps a session running or about to open */
  tend(): Promise<void>
  /** @returns what is now the case: always false where there is no demo */
  setBuyers(liveSessionId: string, on: boolean): Promise<boolean>
  close(): Promise<void>
}

type DemoDeps = { env: Env; clock: Clock; ids: Ids; log: Log; services: Services }

/** In earnest there is no demo, but hosts rehearse. */
const onlyRehearsals = (buyers: DemoBuyers): Demo => ({
  start: async (port) => buyers.connectTo(originOf(port)),
  tend: buyers.tend,
  setBuyers: async () => false,
  close: buyers.close,
})

const originOf = (port: number) => `http://127.0.0.1:${port}`

/** Pieces of the film are a quarter of a second. */
const FILM_EACH_MS = 100

export function createDemo(deps: DemoDeps): Demo {
  const { env, clock, log, services } = deps
  const buyers = createDemoBuyers({
    live: services.live,
    log,
    secret: env.APP_SECRET,
    chance: () => randomInt(1_000_000) / 1_000_000,
  })
  if (!env.DEMO) return onlyRehearsals(buyers)
  const isLive = async (liveSessionId: string) => (await services.live.card(liveSessionId))?.state === 'live'
  const camera = createFilmCamera({ ...deps, media: services.media, isLive })
  let filming: NodeJS.Timeout | null = null
  async function filmWhatIsOn() {
    if (!env.DEMO_CAMERA) return
    const film = await filmOnAir(services)
    if (!(await camera.show(film))) return
    if (film) await services.live.filmBegins(film.liveSessionId)
    for (const liveSessionId of await oldOfOurs(services)) await services.live.discardFilm(liveSessionId)
  }
  return {
    async start(port) {
      buyers.connectTo(originOf(port))
      await ensureDemoLiveSession({ services, clock })
      filming = setInterval(() => void camera.film(), FILM_EACH_MS).unref()
    },
    async tend() {
      await ensureDemoLiveSession({ services, clock })
      await filmWhatIsOn()
      await publishFirstHead(services)
      await buyers.tend()
    },
    async setBuyers(liveSessionId, on) {
      await services.live.setDemoBuyers(liveSessionId, on)
      await buyers.tend()
      return on
    },
    async close() {
      if (filming) clearInterval(filming)
      await camera.show(null)
      await buyers.close()
    },
  }
}

/** Nobody who looks at a demo waits until midnight for the first head. */
async function publishFirstHead({ proofs }: Services): Promise<void> {
  const [head] = await proofs.heads({ limit: 1 })
  if (!head) await proofs.publishToday()
}
