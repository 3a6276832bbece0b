import type { AddressInfo } from 'node:net'
import type { Server } from 'node:http'
import express from 'express'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { standingClock } from '#server/platform/clock.ts'
import { aDevice, aMedia } from '#tests/make/media.ts'
import { aFragment, anInit } from '#tests/make/mp4.ts'
import { video } from './video.ts'

const media = aMedia(standingClock(new Date('2026-11-29T04:00:00Z')))
let server: Server
let origin: string
beforeAll(async () => {
  const device = await aDevice(media)
  device.begin({ run: 'one', mime: 'video/mp4', takeOver: false })
  const quarters = Array.from({ length: 9 }, (_, n) => aFragment({ startSec: n / 4, isKey: n % 4 === 0 }))
  await device.send(Buffer.concat([anInit(), ...quarters]))
  const app = express().use('/video', video(media))
  server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.close()
  await media.close()
})

const asked = (path: string, init?: RequestInit) => fetch(`${origin}${media.address('live_1')}${path}`, init)

it('a piece may be kept, a list may not; each is what it says, and for pages of ours', async () => {
  const piece = await asked('/s0.m4s')
  const list = await asked('/ll.m3u8?_HLS_msn=1&_HLS_part=0')
  for (const answer of [piece, list]) {
    expect(answer.status).toBe(200)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin')
  }
  expect(piece.headers.get('content-type')).toBe('video/mp4')
  expect(piece.headers.get('cache-control')).toContain('immutable')
  expect(list.headers.get('cache-control')).toBe('no-store')
  expect(await list.text()).toContain('s1.0.m4s')
})

it('who asks for the head of it gets that alone', async () => {
  const head = await asked('/s0.m4s', { method: 'HEAD' })
  const whole = await (await asked('/s0.m4s')).arrayBuffer()
  expect(head.headers.get('content-length')).toBe(String(whole.byteLength))
  expect(await head.text()).toBe('')
})

it('nothing is given to who has no address, nor for one that can not be read', async () => {
  expect((await fetch(`${origin}/video/live_1/guessed/s0.m4s`)).status).toBe(403)
  expect((await asked('/s99.m4s')).status).toBe(404)
  expect((await asked('/%00.m4s')).status).toBe(400)
  expect((await asked('/..%2F..%2Fother%2Fs0.m4s')).status).toBe(404)
  const unreadable = await fetch(`${origin}/video/live_1/%E0%A4%A/s0.m4s`)
  expect([unreadable.status, await unreadable.text()]).toEqual([400, expect.stringContaining('读不懂')])
})
