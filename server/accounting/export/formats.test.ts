import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accountName } from './account-name.ts'

const detail = fc.stringMatching(/^[A-Za-z0-9-]{1,12}$/)
const code = fc
  .tuple(fc.stringMatching(/^[0-9]{3,4}$/), fc.array(detail, { maxLength: 3 }))
  .map(([head, details]) => [head, ...details].join('.'))
const type = fc.constantFrom('asset', 'liability', 'equity', 'income', 'expense', 'cost')
/** Beancount's own rule, the narrowest of the three programs'. */
const BEANCOUNT = /^(Assets|Liabilities|Equity|Income|Expenses)(:[\p{Lu}\p{Nd}][\p{L}\p{Nd}-]*)+$/u

describe('an account’s name in plain text', () => {
  it('is valid in all three programs, whatever the account is called', () => {
    fc.assert(
      fc.property(code, type, fc.string(), (code, type, name) => {
        expect(accountName({ code, type }, name)).toMatch(BEANCOUNT)
      }),
    )
  })

  it('tells accounts of a book apart as their codes do', () => {
    fc.assert(
      fc.property(code, code, type, (one, other, type) => {
        const name = (of: string) => accountName({ code: of, type }, '成员往来')
        expect(name(one) === name(other)).toBe(one === other)
      }),
    )
    expect(accountName({ code: '401.tea', type: 'cost' }, '生产（劳务）成本')).toBe(
      'Assets:401-生产劳务成本:D-tea',
    )
  })
})
