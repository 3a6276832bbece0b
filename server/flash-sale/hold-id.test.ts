import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomIds } from '#server/platform/ids.ts'
import { isOfRehearsal } from '#shared/rehearsal-room.ts'
import { holdIdOf } from './hold-id.ts'

const claim = fc.record({
  saleId: fc.constantFrom(...['sale', 'sale', 'rehearsal'].map((prefix) => randomIds.next(prefix))),
  claimKey: fc.uuid(),
})

describe('the id of a hold', () => {
  it('is one for each sale and claim key, whatever the case of its letters', () => {
    fc.assert(
      fc.property(claim, claim, (one, other) => {
        const isSame = one.saleId === other.saleId && one.claimKey === other.claimKey
        const id = holdIdOf(one.saleId, one.claimKey)
        expect(id === holdIdOf(other.saleId, other.claimKey)).toBe(isSame)
        expect(holdIdOf(one.saleId, one.claimKey.toUpperCase())).toBe(id)
      }),
    )
  })

  it('fits into an address and what asks for it, and says whether it is of a rehearsal', () => {
    fc.assert(
      fc.property(claim, ({ saleId, claimKey }) => {
        const id = holdIdOf(saleId, claimKey)
        expect(id).toMatch(/^(hold|rehearsal)_[\w-]{44}$/)
        expect(isOfRehearsal(id)).toBe(isOfRehearsal(saleId))
      }),
    )
  })
})
