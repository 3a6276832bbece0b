import { expect, it } from 'vitest'
import { asOfNow } from './address.ts'

const now = { origin: 'https://shop.example', base: '/video/live_1/new.token' }

it('asks for a file where it is now, in a folder too, with what else was asked', () => {
  const old = 'https://shop.example/video/live_1/old.token'
  expect(asOfNow(`${old}/s7.2.m4s`, now)).toBe('https://shop.example/video/live_1/new.token/s7.2.m4s')
  expect(asOfNow(`${old}/low/ll.m3u8?_HLS_msn=7&_HLS_part=2`, now)).toBe(
    'https://shop.example/video/live_1/new.token/low/ll.m3u8?_HLS_msn=7&_HLS_part=2',
  )
})

it('takes an address within the shop as well, which is what a player begins with', () => {
  expect(asOfNow('/video/live_1/old.token/main-ll.m3u8', now)).toBe(
    'https://shop.example/video/live_1/new.token/main-ll.m3u8',
  )
})

it('leaves what is of an engine, or of another session, where it is', () => {
  for (const url of [
    'https://engine.example/video/live_1/old.token/s7.m4s',
    'https://shop.example/video/live_11/old.token/s7.m4s',
    'https://shop.example/assets/x.js',
  ])
    expect(asOfNow(url, now)).toBe(url)
})
