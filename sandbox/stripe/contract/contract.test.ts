import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadContract } from './contract.ts'
import { generateContract } from './generate.ts'

describe('the contract', () => {
  it('is that of the installed SDK', () => {
    const committed = readFileSync(new URL('./contract.json', import.meta.url), 'utf8')
    expect(generateContract() === committed, 'run npx tsx sandbox/stripe/contract/generate.ts').toBe(true)
  }, 60_000)

  it('notices an object that the SDK would not understand', () => {
    const contract = loadContract()
    const refund = contract.complete('Object_refund', {
      id: 're_1',
      object: 'refund',
      amount: 1,
      created: 1,
      currency: 'cny',
    })
    contract.checkObject(refund, 'good')
    expect(contract.violations()).toEqual([])
    contract.checkObject({ ...refund, amount: '1' }, 'words')
    contract.checkObject({ ...refund, colour: 'red' }, 'more')
    contract.checkObject({ ...refund, currency: undefined }, 'less')
    expect(contract.violations().map((violation) => violation.where)).toEqual(['words', 'more', 'less'])
  })
})
