import { renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useAwake } from './use-awake.ts'
import { useTurns } from './use-turns.ts'

/** jsdom has no phone: its lock and the way it is held are the test's. */
const asked: { isReleased: boolean }[] = []
const orientation = new EventTarget()
let visibility: DocumentVisibilityState = 'visible'
beforeEach(() => {
  asked.length = 0
  visibility = 'visible'
  vi.stubGlobal('screen', { orientation })
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
  Object.assign(navigator, {
    wakeLock: {
      request() {
        const lock = { isReleased: false }
        asked.push(lock)
        return Promise.resolve({ release: () => Promise.resolve((lock.isReleased = true)) })
      },
    },
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  Reflect.deleteProperty(navigator, 'wakeLock')
})

function becomes(next: DocumentVisibilityState) {
  visibility = next
  document.dispatchEvent(new Event('visibilitychange'))
}

it('keeps the phone awake while it films, asks again after the page was hidden, and lets it sleep after', async () => {
  const { rerender } = renderHook(({ isOn }) => useAwake(isOn), { initialProps: { isOn: false } })
  expect(asked).toHaveLength(0)
  rerender({ isOn: true })
  expect(asked).toHaveLength(1)
  becomes('hidden')
  expect(asked).toHaveLength(1)
  becomes('visible')
  expect(asked).toHaveLength(2)
  await Promise.resolve()

  rerender({ isOn: false })
  await vi.waitFor(() => expect(asked[1]!.isReleased).toBe(true))
  becomes('visible')
  expect(asked).toHaveLength(2)
})

it('lets go of a lock that comes when it is not wanted any more', async () => {
  const { unmount } = renderHook(() => useAwake(true))
  unmount()
  await vi.waitFor(() => expect(asked[0]!.isReleased).toBe(true))
})

it('tells of each turn while it films', () => {
  const turned = vi.fn()
  const { rerender } = renderHook(({ isOn }) => useTurns(isOn, turned), { initialProps: { isOn: true } })
  orientation.dispatchEvent(new Event('change'))
  rerender({ isOn: false })
  orientation.dispatchEvent(new Event('change'))
  expect(turned).toHaveBeenCalledTimes(1)
})
