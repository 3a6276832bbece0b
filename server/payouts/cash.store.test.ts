import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  aPayingVillage,
  bytes,
  refused,
  text,
  TITLES,
  type PayingVillage,
} from '#tests/make/paying-village.ts'

const receipt = { name: '签领单.jpg', sha256: new Uint8Array(32).fill(7) }

let village: PayingVillage

beforeEach(async () => {
  village = await aPayingVillage()
  await village.earn('first', 10_000)
})
afterEach(() => village.closeSound())

describe('cash', () => {
  it('is handed to a household in front of two witnesses, once', async () => {
    const { payouts, chen, idOf, anApproved, balance } = village
    const batch = await anApproved(['household'], { rail: 'cash', bank: null })
    const file = await payouts.file(batch.batchId, chen)
    expect(file.ok && text(file.value.bytes)).toContain('领款人签字或按手印')
    const line = { batchId: batch.batchId, lineId: batch.lines[0]!.lineId }
    const pay = (witnesses: [string, string]) => payouts.payInCash(line, { witnesses, receipt }, chen)

    expect(await pay(['黄守正', '黄守正'])).toEqual(refused('witnesses_differ'))
    expect(await pay(['黄守正', '陈出纳'])).toEqual(refused('witnesses_differ'))
    const answers = await Promise.all([pay(['黄守正', '许慧敏']), pay(['黄守正', '许慧敏'])])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers).toContainEqual(refused('line_resolved'))

    expect(await balance('platform', '101.cash')).toBe(-5_910)
    expect(await balance('coop-yiyou', `114.${idOf('household')}`)).toBe(0)
    expect((await payouts.batch(batch.batchId))!.lines).toMatchObject([
      { state: 'settled', witnesses: ['黄守正', '许慧敏'], receiptName: '签领单.jpg' },
    ])
  })

  it('is for households only, and has no result file', async () => {
    const { payouts, chen, idOf, anApproved, importing } = village
    const asked = { rail: 'cash', bank: null, format: 'csv', parties: [idOf('cooperative')] } as const
    expect(await payouts.propose(asked, chen)).toEqual(refused('cash_for_households'))
    const batch = await anApproved(['household'], { rail: 'cash', bank: null })
    expect(await importing(batch.batchId, bytes(TITLES))).toEqual(refused('batch_not_found'))
  })
})
