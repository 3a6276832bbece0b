import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useStageScreen } from './use-full-screen.ts'

let isLow: boolean
let turned: string[]
let filling: Element | null

const tell = () => act(() => void document.dispatchEvent(new Event('fullscreenchange')))
const aVideo = (videoWidth: number, videoHeight: number) =>
  Object.defineProperties(document.createElement('video'), {
    videoWidth: { value: videoWidth },
    videoHeight: { value: videoHeight },
  })

/** jsdom has no screen to fill. */
beforeEach(() => {
  isLow = false
  turned = []
  filling = null
  vi.stubGlobal('matchMedia', () => ({
    ...{ matches: isLow, addEventListener: () => {}, removeEventListener: () => {} },
  }))
  Object.defineProperty(document, 'fullscreenElement', { get: () => filling, configurable: true })
  Object.defineProperty(screen, 'orientation', {
    configurable: true,
    value: {
      lock: (to: string) => (turned.push(to), Promise.reject(new Error('not on this machine'))),
      unlock: () => turned.push('as it was'),
    },
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  Reflect.deleteProperty(document, 'fullscreenElement')
  Reflect.deleteProperty(screen, 'orientation')
})

function aStage({ canFill = true } = {}) {
  const { result } = renderHook(() => useStageScreen())
  const box = document.createElement('section')
  if (canFill) box.requestFullscreen = () => ((filling = box), Promise.resolve())
  Object.assign(result.current.box, { current: box })
  return {
    seen: () => result.current,
    fill: (video: HTMLVideoElement) => result.current.fullScreen.fill(video),
  }
}

it('fills the screen with the stage, turns a wide picture, and turns back when it is left', async () => {
  const stage = aStage()
  await stage.fill(aVideo(1280, 720))
  tell()
  expect(stage.seen()).toMatchObject({ isOver: true, fullScreen: { isFull: true } })
  expect(turned).toEqual(['landscape'])
  filling = null
  tell()
  expect(stage.seen()).toMatchObject({ isOver: false, fullScreen: { isFull: false } })
  expect(turned).toEqual(['landscape', 'as it was'])
})

it('leaves an upright picture upright', async () => {
  await aStage().fill(aVideo(720, 1280))
  expect(turned).toEqual([])
})

it('leaves it to the video where nothing else may fill the screen, as on an iPhone', async () => {
  const webkitEnterFullscreen = vi.fn()
  await aStage({ canFill: false }).fill(Object.assign(aVideo(1280, 720), { webkitEnterFullscreen }))
  expect(webkitEnterFullscreen).toHaveBeenCalledOnce()
})

it('shows what is sold over the picture of a phone on its side, too', () => {
  isLow = true
  expect(aStage().seen().isOver).toBe(true)
})
