import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test, type Page } from '@playwright/test'
import { build } from 'esbuild'
import express from 'express'
import { createFilmCamera } from '#server/demo/film-camera.ts'
import { nonce, securityHeaders } from '#server/http/security.ts'
import { video } from '#server/http/video.ts'
import { systemClock } from '#server/platform/clock.ts'
import { createLog } from '#server/platform/log.ts'
import { randomIds } from '#server/platform/ids.ts'
import { aRelayedMedia } from '#tests/make/media.ts'

// The shop's player, lists and policy of pages, in a browser, before an engine that dies and comes back. What sends the
// picture to the engine is in server/media/relay.test.ts.

const SESSION = 'live_1'
const clock = systemClock

/** Opened with each test, and closed after it. */
const closes: (() => void)[] = []
test.afterEach(() => {
  for (const close of closes.splice(0).reverse()) close()
})

async function serve(listener: RequestListener, port = 0) {
  const server = createServer(listener)
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve))
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  closes.push(close)
  return { port: (server.address() as AddressInfo).port, close }
}

type Media = ReturnType<typeof aRelayedMedia>
const tokenOf = (media: Media) => media.address(SESSION).split('/').at(-1)!

/**
 * The plain list and its pieces, for every origin, and without dates: engines owe none. `stick`: it goes on giving the
 * list that it had.
 */
function anEngine() {
  let media: Media | null = null
  let isStuck = false
  let list = ''
  const listener: RequestListener = async (request, response) => {
    const asked = request.url?.split('/').at(-1) ?? ''
    const name = asked.endsWith('.m3u8') ? 'live.m3u8' : asked
    const file = await media!.file({ liveSessionId: SESSION, token: tokenOf(media!), name })
    response.setHeader('Access-Control-Allow-Origin', '*')
    if (!file.ok) return void response.writeHead(404).end()
    const { bytes, type } = file.value
    const isList = name === 'live.m3u8'
    if (isList && !isStuck) list = String(bytes).replaceAll(/#EXT-X-PROGRAM-DATE-TIME:.*\n/g, '')
    response.writeHead(200, { 'content-type': type }).end(isList ? list : bytes)
  }
  return {
    listener,
    takes: (sent: Media) => void (media = sent),
    stick: () => void (isStuck = true),
    goOn: () => void (isStuck = false),
  }
}

/** A page with nothing in it but the shop's player. */
async function aPage(media: Media, playback: string | undefined) {
  const { outputFiles } = await build({
    stdin: {
      resolveDir: process.cwd(),
      contents: `import { playInto } from './app/features/live/player.ts'
        const video = document.querySelector('video')
        const { base, engine } = await (await fetch('/picture.json')).json()
        void playInto({ video, played: 'main', startSec: 0, base: () => base, engine: () => engine, onLost() {} })`,
    },
    ...{ bundle: true, format: 'esm', write: false },
  })
  const env = { PUBLIC_ORIGIN: 'http://127.0.0.1', SHANHUO_ENV: 'test', LIVE_PLAYBACK_URL: playback } as const
  const app = express()
  app.use(nonce, securityHeaders(env))
  app.use('/video', video(media))
  app.get('/picture.json', async (_request, response) => void response.json(await media.playback(SESSION)))
  app.get('/player.js', (_request, response) => void response.type('js').send(outputFiles[0]!.text))
  app.get('/', (_request, response) => {
    response.send(
      '<!doctype html><video muted playsinline></video><script type="module" src="/player.js"></script>',
    )
  })
  return serve(app)
}

async function onAir(playback?: string) {
  const log = createLog({ LOG_LEVEL: 'silent' })
  const media = aRelayedMedia({
    ...{ clock, ffmpeg: 'none', log },
    relay: { to: undefined, playback },
  })
  closes.push(() => void media.close())
  const camera = createFilmCamera({ media, clock, ids: randomIds, log, isLive: async () => true })
  await camera.show({ liveSessionId: SESSION, film: 'yiyou' })
  const filming = setInterval(() => void camera.film(), 250)
  closes.push(() => clearInterval(filming))
  const list = { liveSessionId: SESSION, token: tokenOf(media), name: 'main-ll.m3u8' }
  await expect.poll(async () => (await media.file(list)).ok).toBe(true)
  return media
}

const secondsOf = (page: Page) =>
  page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime)
async function expectMoving(page: Page) {
  const seen = await secondsOf(page)
  await expect.poll(() => secondsOf(page), { timeout: 20_000 }).not.toBe(seen)
}

/** A viewer's page, and how many pieces of the picture came from where. */
async function aViewer(page: Page, media: Media, playback?: string) {
  const shop = await aPage(media, playback)
  const pieces = { engine: 0, shop: 0 }
  page.on('response', (answer) => {
    const { port, pathname } = new URL(answer.url())
    if (pathname.endsWith('.m4s')) pieces[Number(port) === shop.port ? 'shop' : 'engine']++
  })
  await page.goto(`http://127.0.0.1:${shop.port}/`)
  return {
    pieces,
    async playsFrom(who: keyof typeof pieces) {
      const before = pieces[who]
      await expect.poll(() => pieces[who], { timeout: 30_000 }).toBeGreaterThan(before + 2)
      await expectMoving(page)
    },
  }
}

test('a viewer plays from the engine, from the shop while nothing new comes of it, and from it again', async ({
  page,
}) => {
  const engine = anEngine()
  const { port } = await serve(engine.listener)
  const playback = `http://127.0.0.1:${port}/live/{session}.m3u8`
  const media = await onAir(playback)
  engine.takes(media)
  expect(await media.playback(SESSION)).toMatchObject({ engine: playback.replace('{session}', SESSION) })

  const viewer = await aViewer(page, media, playback)
  await viewer.playsFrom('engine')
  expect(viewer.pieces.shop).toBe(0)
  engine.stick()
  await viewer.playsFrom('shop')
  engine.goOn()
  await viewer.playsFrom('engine')
})

test('a viewer plays from the shop at once when the engine is dead', async ({ page }) => {
  const { port, close } = await serve(() => {})
  close()
  const playback = `http://127.0.0.1:${port}/live/{session}.m3u8`
  const viewer = await aViewer(page, await onAir(playback), playback)
  await viewer.playsFrom('shop')
  expect(viewer.pieces.engine).toBe(0)
})

test('a list that can not be had is asked for again until it can: only so does a player that gave it up play', async ({
  page,
}) => {
  const media = await onAir()
  let refused = 0
  await page.route('**/main-ll.m3u8', (route) =>
    ++refused <= 3 ? route.fulfill({ status: 503 }) : route.fallback(),
  )
  const viewer = await aViewer(page, media)
  await viewer.playsFrom('shop')
  expect(refused).toBeGreaterThan(3)
})
