import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Played } from './played.ts'
import { playInto } from './player.ts'

// jsdom has no media source, as the browsers have not that play HLS by themselves.

let base = '/video/live_1/first'
let asked = 0
let video: HTMLVideoElement
let stop = () => {}
beforeEach(() => {
  vi.useFakeTimers()
  base = '/video/live_1/first'
  asked = 0
  video = document.createElement('video')
  video.load = () => {}
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

async function plays(played: Played, startSec = 0) {
  stop = await playInto({
    ...{ video, played, startSec, base: () => base, engine: () => null },
    onLost: () => asked++,
  })
}
const src = () => video.getAttribute('src')
const happens = (event: string) => video.dispatchEvent(new Event(event))

it('asks where the picture is now when its address has run out, and loads it there', async () => {
  await plays('main')
  expect(src()).toBe('/video/live_1/first/main.m3u8')
  happens('error')
  expect(asked).toBe(1)
  base = '/video/live_1/second'
  vi.advanceTimersByTime(500)
  expect(src()).toBe('/video/live_1/second/main.m3u8')
})

it('waits twice as long each time, until it plays', async () => {
  await plays('main')
  const loads = vi.spyOn(video, 'src', 'set')
  for (const waitMs of [500, 1_000, 2_000]) {
    happens('error')
    vi.advanceTimersByTime(waitMs - 1)
    loads.mockClear()
    vi.advanceTimersByTime(1)
    expect(loads).toHaveBeenCalledTimes(1)
  }
  happens('playing')
  happens('error')
  loads.mockClear()
  vi.advanceTimersByTime(500)
  expect(loads).toHaveBeenCalledTimes(1)
})

it('goes on with a recording where it was', async () => {
  await plays('recording', 30)
  happens('loadedmetadata')
  expect(video.currentTime).toBe(30)
  video.currentTime = 75
  happens('error')
  vi.advanceTimersByTime(500)
  video.currentTime = 0
  happens('loadedmetadata')
  expect(video.currentTime).toBe(75)
})

it('lets go of the picture when it is stopped', async () => {
  await plays('main')
  stop()
  happens('error')
  expect(asked).toBe(0)
  expect(src()).toBeNull()
})
