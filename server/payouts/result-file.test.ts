import fc from 'fast-check'
import { expect, it } from 'vitest'
import { payoutBank } from '#shared/payouts.ts'
import { fen, yuanText } from '#shared/money.ts'
import { csvRow } from '../platform/csv.ts'
import { readResult } from './result-file.ts'
import { bankRows } from './sheet.ts'
import { templates } from './templates.ts'

const bank = fc.constantFrom(...payoutBank.options)
const name = fc.string({
  unit: fc.constantFrom('=', '+', '@', '-', ',', '"', '茶', '𠮷', 'a'),
  minLength: 1,
  maxLength: 8,
})
const digits = fc.stringMatching(/^[1-9]\d{9,18}$/)
const payer = { name: '山货平台', bankName: '中国工商银行', accountNumber: '1402000000000000001' }

it('finds again what it sent: reference, amount to the fen, and account, of each bank', () => {
  const line = fc.record({
    name,
    accountNumber: digits,
    amountFen: fc.integer({ min: 1, max: 9e11 }).map(fen),
  })
  fc.assert(
    fc.property(bank, fc.array(line, { minLength: 1, maxLength: 20 }), (whose, payments) => {
      const place = { bankName: '中国农业银行', province: '福建', city: '福州' }
      const lines = payments.map((payment, index) => ({ ...payment, ...place, number: index + 1 }))
      const [titles, ...rows] = bankRows(whose, payer, { batchNumber: 12, lines })
      const { result, succeeded } = templates[whose]
      const answered = [
        [...titles!, result.status, result.bankReference, result.reason],
        ...rows.map((row, index) => [...row, succeeded[0]!, `R${index}`, '']),
      ]

      const read = readResult(whose, new TextEncoder().encode(answered.map(csvRow).join('')))!
      expect(read.map(({ said }) => said)).toEqual(
        lines.map(({ number, amountFen, accountNumber }, index) => ({
          ...{ reference: `FK12-${String(number).padStart(3, '0')}`, amountFen, payeeNumber: accountNumber },
          ...{ verdict: 'succeeded', bankReference: `R${index}`, reason: '' },
        })),
      )
      for (const { text } of read) expect(text).not.toMatch(/\d{10}/)
    }),
  )
})

it('reads any bytes without throwing', () => {
  fc.assert(
    fc.property(bank, fc.uint8Array({ maxLength: 400 }), (whose, bytes) => {
      const { result } = templates[whose]
      const titled = new TextEncoder().encode(csvRow([result.reference, result.status, result.amount]))
      expect(() => readResult(whose, new Uint8Array([...titled, ...bytes]))).not.toThrow()
    }),
  )
})

it('an amount has two decimals, whatever it is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9e15 }), (amount) => {
      expect(yuanText(fen(amount))).toMatch(/^\d+\.\d{2}$/)
      expect(BigInt(yuanText(fen(amount)).replace('.', ''))).toBe(BigInt(amount))
    }),
  )
})
