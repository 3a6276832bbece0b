import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLog } from '#server/platform/log.ts'
import { createPictures } from './pictures.ts'

const svg = (colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300" width="400" height="300"><rect width="400" height="300" fill="${colour}"/></svg>`

let folder: string
let shop: { origin: string; close(): Promise<void> }

async function open() {
  const router = createPictures({
    dataDir: folder,
    drawings: folder,
    async uploaded(name) {
      if (!name.startsWith('cover-')) return null
      const read = () => readFile(join(folder, `${name}.photo`)).catch(() => null)
      return { hash: name.slice(6), read }
    },
    log: createLog({ LOG_LEVEL: 'silent' }),
  })
  const http = express().use('/pictures', router).listen(0, '127.0.0.1')
  await new Promise((listening) => http.once('listening', listening))
  return {
    origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}/pictures`,
    close: () => new Promise<void>((closed) => http.close(() => closed())),
  }
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shanhuo-pictures-'))
  await writeFile(join(folder, 'jar.svg'), svg('#c88a2b'))
  shop = await open()
})
afterEach(async () => {
  await shop.close()
  await rm(folder, { recursive: true })
})

const kept = () => readdir(join(folder, 'pictures'))

test.each([
  ['avif', 'heif'],
  ['webp', 'webp'],
  ['jpeg', 'jpeg'],
])('makes %s at the width asked for', async (format, decodedAs) => {
  const answer = await fetch(`${shop.origin}/jar/320.${format}`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe(`image/${format}`)
  const picture = await sharp(await answer.arrayBuffer()).metadata()
  expect(picture).toMatchObject({ format: decodedAs, width: 320, height: 240 })
})

test('makes a picture that somebody sent as well, and knows none of another name', async () => {
  const photo = sharp({ create: { width: 800, height: 600, channels: 3, background: '#3a7' } })
  await writeFile(join(folder, 'cover-1a2b.photo'), await photo.webp().toBuffer())
  const answer = await fetch(`${shop.origin}/cover-1a2b/320.jpeg`)
  const made = await sharp(await answer.arrayBuffer()).metadata()
  expect(made).toMatchObject({ format: 'jpeg', width: 320, height: 240 })
  expect((await fetch(`${shop.origin}/cover-ffff/320.jpeg`)).status).toBe(404)
  await rm(join(folder, 'cover-1a2b.photo')) // what is made is not made again
  expect((await fetch(`${shop.origin}/cover-1a2b/320.jpeg`)).status).toBe(200)
})

test('keeps one finished file however many ask at once', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => fetch(`${shop.origin}/jar/640.webp`)))
  expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200))
  expect(await kept()).toEqual([expect.stringMatching(/^jar-[0-9a-f]{12}-640\.webp$/)])
})

test('answers 304 to who has it, and may be kept for ever under its hash', async () => {
  const first = await fetch(`${shop.origin}/jar/160.jpeg`)
  const etag = first.headers.get('etag')!
  // With a condition and no wish of its own, fetch would add `no-cache`; a browser does not.
  const headers = { 'if-none-match': etag, 'cache-control': 'max-age=0' }
  const again = await fetch(`${shop.origin}/jar/160.jpeg`, { headers })
  expect(again.status).toBe(304)
  expect(first.headers.get('cache-control')).not.toContain('immutable')

  const hash = etag.slice(1, 13)
  const hashed = await fetch(`${shop.origin}/jar/160.jpeg?v=${hash}`)
  expect(hashed.headers.get('cache-control')).toContain('immutable')
})

test('makes a redrawn picture anew', async () => {
  const before = await fetch(`${shop.origin}/jar/160.webp`)
  await writeFile(join(folder, 'jar.svg'), svg('#4d7a4a'))
  await shop.close()
  shop = await open()
  const after = await fetch(`${shop.origin}/jar/160.webp`)
  expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'))
  expect(await kept()).toHaveLength(2)
})

test.each([
  'tin/320.webp',
  'jar/321.webp',
  'jar/99999.webp',
  'jar/320.gif',
  'jar/0x140.webp',
  'JAR/320.webp',
  '..%2fjar/320.webp',
  'jar/..%2f320.webp',
])('has no picture at %s', async (path) => {
  const answer = await fetch(`${shop.origin}/${path}`)
  expect(answer.status).toBe(404)
  await expect(kept()).rejects.toThrow('ENOENT')
})
