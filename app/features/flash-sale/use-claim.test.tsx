import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import type { ClaimAnswer } from '#shared/flash-sale.ts'
import { useClaim } from './use-claim.ts'

afterEach(cleanup)

const FIRST: Record<string, string> = { honey: 'key-honey', bamboo: 'key-bamboo' }

/** A room in which the buyer has had enough, and the host goes from one sale to the other. */
function aRoom() {
  const asked: string[] = []
  const ask = (request: { claimKey: string }): Promise<ClaimAnswer> => {
    asked.push(request.claimKey)
    return Promise.resolve({ ok: false, refusal: { kind: 'over_limit', limit: 1, taken: 1 } })
  }
  const { result, rerender } = renderHook(
    (saleId: string) =>
      useClaim({
        ...{ saleId, firstKey: FIRST[saleId], ask, token: null },
        ...{ wait: () => Promise.resolve(null), leaveLine: () => Promise.resolve(null), onHeld: () => {} },
      }),
    { initialProps: 'honey' },
  )
  return {
    asked,
    shows: rerender,
    seen: () => result.current,
    tap: () => act(() => result.current.ask('claim', 1)),
  }
}

it('keeps what came of a tap for as long as its sale may be shown again', async () => {
  const room = aRoom()
  await room.tap()
  room.shows('bamboo')
  expect(room.seen()).toMatchObject({ tap: { kind: 'resting' }, claimKey: 'key-bamboo' })

  room.shows('honey')
  expect(room.seen().tap).toEqual({ kind: 'refused', refusal: { kind: 'over_limit', limit: 1, taken: 1 } })
  await room.tap()
  expect(room.asked[0]).toBe('key-honey')
  expect(room.asked[1]).not.toBe('key-honey')
})
