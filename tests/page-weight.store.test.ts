import { readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '#server/platform/log.ts'
import { openShop, type OpenShop } from './fuzz/open-shop.ts'

const FOLDER = 'build/client/assets'
let shop: OpenShop
beforeAll(async () => {
  shop = await openShop({ log: createLog({ LOG_LEVEL: 'silent' }) })
}, 180_000)
afterAll(() => shop.close())

/** As it came: fetch would unpack it. */
function got(path: string, encodings: string) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>(
    (resolve, reject) => {
      request(new URL(path, shop.origin), { headers: { 'accept-encoding': encodings } }, (response) => {
        const pieces: Buffer[] = []
        response.on('data', (piece: Buffer) => pieces.push(piece))
        response.on('end', () =>
          resolve({
            status: response.statusCode!,
            headers: response.headers,
            body: Buffer.concat(pieces),
          }),
        )
      })
        .on('error', reject)
        .end()
    },
  )
}

describe('files of the pages', () => {
  it.each([
    ['br, gzip', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['identity', undefined, (bytes: Buffer) => bytes],
  ])('for %s come as %s', async (asked, encoding, unpacked) => {
    const style = readdirSync(FOLDER).find((name) => name.endsWith('.css'))!
    const { status, headers, body } = await got(`/assets/${style}`, asked)

    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': expect.stringContaining('text/css'),
      'cache-control': 'public,max-age=31536000,immutable',
      vary: expect.stringContaining('Accept-Encoding'),
    })
    expect(headers['content-encoding']).toBe(encoding)
    expect(unpacked(body)).toEqual(readFileSync(`${FOLDER}/${style}`))
  })

  it('that are not there are a page that says so', async () => {
    expect((await got('/assets/none.js', 'br')).status).toBe(404)
  })

  it.each(['/logo.svg', '/assets/'])('are read, not posted to: %s', async (path) => {
    const { status } = await fetch(new URL(path, shop.origin), { method: 'POST' })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
  })
})

describe('the first page', () => {
  const filesOf = (page: string) => new Set(page.match(/\/assets\/[\w.-]+\.js/g))

  it('is few and small files, for a weak signal', async () => {
    const { headers, body } = await got('/', 'identity')
    expect(headers['content-type']).toContain('text/html')

    const sizes = await Promise.all(
      [...filesOf(body.toString())].map(async (path) => (await got(path, 'br')).body.length),
    )
    expect(sizes.length).toBeGreaterThan(5)
    expect(sizes.length).toBeLessThan(30)
    expect(sizes.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(250_000)
  })

  it.each(['zh-CN', 'en'])('asks for its own words at once: %s', async (locale) => {
    const { body } = await got(`/?lng=${locale}`, 'identity')
    const words = [...filesOf(body.toString())].filter((path) => /\/(zh-CN|en)-/.test(path))

    expect(words).toEqual([expect.stringContaining(`/assets/${locale}-`)])
    expect(body.toString()).toContain(`<link rel="modulepreload" href="${words[0]}"/>`)
    const { skipToContent } = JSON.parse(readFileSync(`app/i18n/locales/${locale}/common.json`, 'utf8'))
    expect((await got(words[0]!, 'identity')).body.includes(skipToContent)).toBe(true)
  })
})
