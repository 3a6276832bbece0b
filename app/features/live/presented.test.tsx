import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { PinnedCard } from '#shared/show.ts'
import { fen } from '#shared/money.ts'
import { usePresented } from './presented.ts'
import type { Room } from './room-state.ts'

const picture = { behindSec: () => 3, tell: () => {} }
const aCard = (itemId: string, fromFen = 5900): PinnedCard => ({
  ...{ itemId, productSlug: itemId, titleZh: itemId, titleEn: itemId, picture: itemId },
  ...{ fromFen: fen(fromFen), pinnedAt: '2026-11-23T12:00:00Z' },
})
type Presents = Pick<Room, 'state' | 'pin' | 'featuredSaleId'>
const honey: Presents = {
  ...{ state: 'live', featuredSaleId: 'sale_honey' },
  pin: { version: 1, card: aCard('honey') },
}
const bamboo: Presents = {
  ...{ state: 'live', featuredSaleId: 'sale_bamboo' },
  pin: { version: 2, card: aCard('bamboo') },
}

function aViewer({ followsPicture }: { followsPicture: boolean }) {
  localStorage.setItem('shanhuo.cards-follow-picture', followsPicture ? 'on' : 'off')
  const { result, rerender } = renderHook((room: Presents) => usePresented(room, picture), {
    initialProps: honey,
  })
  return {
    hears: rerender,
    sees: () => [result.current.pin.card?.itemId, result.current.featuredSaleId],
    price: () => result.current.pin.card?.fromFen,
  }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  localStorage.clear()
})

it('presents other goods at once', () => {
  const viewer = aViewer({ followsPicture: false })
  viewer.hears(bamboo)
  expect(viewer.sees()).toEqual(['bamboo', 'sale_bamboo'])
})

it('presents them when the picture shows them, to who wants it so', () => {
  const viewer = aViewer({ followsPicture: true })
  viewer.hears(bamboo)
  act(() => vi.advanceTimersByTime(2_900))
  expect(viewer.sees()).toEqual(['honey', 'sale_honey'])
  act(() => vi.advanceTimersByTime(200))
  expect(viewer.sees()).toEqual(['bamboo', 'sale_bamboo'])
})

it('waits neither with the price of what it presents, nor with the end', () => {
  const viewer = aViewer({ followsPicture: true })
  viewer.hears({ ...honey, pin: { version: 1, card: aCard('honey', 4900) } })
  expect(viewer.price()).toBe(4900)
  viewer.hears({ ...bamboo, state: 'ended' })
  expect(viewer.sees()).toEqual(['bamboo', 'sale_bamboo'])
})
