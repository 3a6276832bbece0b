import type { Page } from '@playwright/test'
import { goOnAir } from '#tests/e2e/steps.ts'
import { openCamera } from './camera.ts'

type Film = { file: string; bitsPerSecond: number }
export type OnAir = {
  liveSessionId: string
  /** Where its lists and pieces are: an address that is good for an hour. */
  base(): Promise<string>
  /** The camera is put away. */
  stop(): void
}

const LOOK_MS = 200

/**
 * A session of the shop of E2E_ORIGIN that shows a film, over and over, by way of the door for pictures.
 * @param host signed in as a secretary
 */
export async function showFilm(host: Page, title: string, film: Film): Promise<OnAir> {
  const origin = process.env.E2E_ORIGIN!
  const room = await goOnAir(host, title)
  const liveSessionId = room.split('/').at(-1)!
  const cookies = await host.context().cookies()
  const camera = openCamera({
    ...{ origin, liveSessionId, film: film.file, bitsPerSecond: film.bitsPerSecond },
    cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
  })
  /** Of a viewer who has just come into the room: these have low latency. */
  const playback = async () => {
    const page = await fetch(`${origin}${room}`)
    const cookie = page.headers.getSetCookie().map((one) => one.split(';')[0]!)
    await page.text()
    const answer = await fetch(`${origin}${room}/picture.json`, { headers: { cookie: cookie.join('; ') } })
    return (await answer.json()) as { state: string; base?: string }
  }
  while ((await playback()).state !== 'live') await host.waitForTimeout(LOOK_MS)
  return {
    liveSessionId,
    base: async () => `${origin}${(await playback()).base}`,
    stop: camera.stop,
  }
}
