import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { aHandClock } from '#tests/make/hand-clock.ts'
import { useAtPictureTime } from './picture-time.ts'

afterEach(cleanup)

/** A page on which something is presented at the time of its picture. */
function aPage({ behindSec }: { behindSec: number | null }) {
  const clock = aHandClock()
  const picture = { behindSec }
  const behind = () => picture.behindSec
  const drawn: string[] = []
  const hook = renderHook(
    ({ value }) => {
      const shown = useAtPictureTime(value, behind, clock)
      if (drawn.at(-1) !== shown) drawn.push(shown)
      return shown
    },
    { initialProps: { value: 'honey' } },
  )
  return {
    ...{ clock, picture, drawn },
    shown: () => hook.result.current,
    presents: (value: string) => hook.rerender({ value }),
    passes: (sec: number) => act(() => clock.pass(sec * 1_000)),
    leave: hook.unmount,
  }
}

describe('what waits for the picture', () => {
  it('is there from the beginning, and changes when the picture gets there', () => {
    const page = aPage({ behindSec: 2.5 })
    expect(page.shown()).toBe('honey')
    page.presents('bamboo')
    page.passes(2.4)
    expect(page.shown()).toBe('honey')
    page.passes(0.1)
    expect(page.shown()).toBe('bamboo')
  })

  it('shows for a moment what was presented for a moment, as the picture does', () => {
    const page = aPage({ behindSec: 3 })
    page.presents('bamboo')
    page.passes(1)
    page.presents('honey')
    expect(page.drawn).toEqual(['honey'])
    page.passes(2)
    expect(page.shown()).toBe('bamboo')
    page.passes(1)
    expect(page.drawn).toEqual(['honey', 'bamboo', 'honey'])
  })

  it('does not wait while nobody knows for how long, and lets nothing that waited come after it', () => {
    const page = aPage({ behindSec: 3 })
    page.presents('bamboo')
    page.picture.behindSec = null
    page.presents('tea')
    expect(page.shown()).toBe('tea')
    page.passes(10)
    expect(page.drawn).toEqual(['honey', 'tea'])
    expect(page.clock.waiting()).toBe(0)
  })

  it('keeps the order when the picture jumps ahead', () => {
    const page = aPage({ behindSec: 4 })
    page.presents('bamboo')
    page.passes(0.5)
    page.picture.behindSec = 1
    page.presents('tea')
    page.passes(1)
    expect(page.shown()).toBe('tea')
    page.passes(10)
    expect(page.drawn).toEqual(['honey', 'tea'])
  })

  it('is forgotten with the page', () => {
    const page = aPage({ behindSec: 3 })
    page.presents('bamboo')
    expect(page.clock.waiting()).toBe(1)
    page.leave()
    expect(page.clock.waiting()).toBe(0)
  })
})
