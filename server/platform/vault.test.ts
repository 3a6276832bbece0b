import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createVault } from './vault.ts'

const secret = 'a-key-for-tests-of-32-characters-or-more'

it('opens what it sealed, and nothing that was changed, moved or sealed by another', () => {
  const vault = createVault(secret, 'accounts')
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.string(), fc.nat(), (value, of, at) => {
      const sealed = vault.seal(value, of)
      expect(vault.open(sealed, of)).toEqual(value)
      expect(() => vault.open(sealed, `${of}.`)).toThrow()
      expect(() => createVault(secret, 'factors').open(sealed, of)).toThrow()
      sealed[at % sealed.length]! ^= 1
      expect(() => vault.open(sealed, of)).toThrow()
    }),
  )
})

it('seals the same value differently each time', () => {
  const vault = createVault(secret, 'accounts')
  const value = new TextEncoder().encode('6222020200112233445')
  expect(vault.seal(value, 'a')).not.toEqual(vault.seal(value, 'a'))
})
