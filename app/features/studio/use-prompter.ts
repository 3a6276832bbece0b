import { useEffect, type RefObject } from 'react'
import { keptChoice, keptSwitch } from '#app/ui/kept-choice.ts'
import { movedBy, SPEEDS, type Speed } from './prompter-scroll.ts'

export const SIZES = ['s', 'm', 'l', 'xl', 'xxl'] as const
export type Size = (typeof SIZES)[number]
/** How it was set up last on this device. */
export const keptSize = keptChoice('shanhuo.prompter-size', SIZES)
export const keptSpeed = keptChoice('shanhuo.prompter-speed', SPEEDS)
export const keptMirror = keptSwitch('shanhuo.prompter-mirror')

const wantsLittleMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches
/** Of what is seen: the line that is read next stays in sight. */
const PAGE = 0.7
/** Browsers round where a box is scrolled to. */
const ROUNDED_PX = 1.5

/** One page on, or back. */
export const turnPage = (box: HTMLElement, by: 1 | -1) =>
  box.scrollBy({ top: by * PAGE * box.clientHeight, behavior: wantsLittleMotion() ? 'auto' : 'smooth' })

/** Moves on by itself; from where somebody has moved it, if somebody has. */
export function useScrolling(element: RefObject<HTMLElement>, speed: Speed) {
  useEffect(() => {
    const box = element.current
    if (!box || speed === 'off') return
    const lineHeightPx = parseFloat(getComputedStyle(box).lineHeight)
    let from = { px: box.scrollTop, atMs: performance.now() }
    let expectedPx = box.scrollTop
    let frame = requestAnimationFrame(step)
    function step(nowMs: number) {
      if (Math.abs(box!.scrollTop - expectedPx) > ROUNDED_PX) from = { px: box!.scrollTop, atMs: nowMs }
      const elapsedMs = Math.max(0, nowMs - from.atMs)
      const isReduced = wantsLittleMotion()
      box!.scrollTop = from.px + movedBy({ speed, elapsedMs, lineHeightPx, isReduced })
      expectedPx = box!.scrollTop
      frame = requestAnimationFrame(step)
    }
    return () => cancelAnimationFrame(frame)
  }, [element, speed])
}
