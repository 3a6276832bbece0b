import ExcelJS from 'exceljs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seededIds } from '#tests/make/ids.ts'
import {
  aPayingVillage,
  now,
  numbers,
  refused,
  text,
  type PayingVillage,
} from '#tests/make/paying-village.ts'

let village: PayingVillage

beforeEach(async () => {
  village = await aPayingVillage()
  await village.openAccounts()
  await village.earn('first', 10_000)
})
afterEach(() => village.closeSound())

describe('a bank batch', () => {
  it('is proposed by one, let go by another, and paid line by line as the bank says', async () => {
    const {
      payouts,
      lin,
      idOf,
      owed,
      expectMirrored,
      propose,
      approve,
      resultOf,
      importing,
      outcomes,
      balance,
    } = village
    const batch = await propose()
    expect(batch).toMatchObject({
      state: 'proposed',
      totalFen: 9_700,
      lineCount: 3,
      proposer: { name: '陈出纳' },
    })
    expect(await owed('household')).toMatchObject({ availableFen: 5_910, payingFen: 0 })

    expect(await approve(batch)).toEqual({ ok: true, value: null })
    expect(await owed('household')).toMatchObject({ availableFen: 0, payingFen: 5_910 })
    await expectMirrored()

    const file = await payouts.file(batch.batchId, lin)
    expect(file).toMatchObject({
      ok: true,
      value: { fileName: `shanhuo-icbc-${batch.number}-2026-11-27.csv` },
    })
    const said = resultOf(batch, [
      { who: 'household' },
      { who: 'cooperative' },
      { who: 'collective', status: '处理失败' },
    ])
    expect(await importing(batch.batchId, said)).toMatchObject({ ok: true })

    expect(await outcomes(batch.batchId)).toEqual(['settled', 'settled', 'returned'])
    expect(await payouts.batch(batch.batchId)).toMatchObject({
      state: 'settled',
      sent: { name: '林复核' },
    })
    expect(await owed('household')).toMatchObject({ availableFen: 0, payingFen: 0 })
    expect(await owed('collective')).toMatchObject({ availableFen: 500, payingFen: 0 })
    expect(await balance('platform', '102.bank')).toBe(-(5_910 + 3_290))
    expect(await balance('coop-yiyou', `114.${idOf('household')}`)).toBe(0)
    expect(await balance('coop-yiyou', '102.bank')).toBe(3_290)
    expect(await balance('coop-yiyou', '113.platform')).toBe(0)
    expect(await balance('village-yiyou', '112.platform')).toBe(500)
  })

  it('has exactly the bank’s columns, two decimals as text, and no cell that begins like a formula', async () => {
    const { payouts, chen, accountOf, anApproved } = village
    await accountOf('household', { holderName: '=HYPERLINK("http://x")' })
    const batch = await anApproved()
    const file = await payouts.file(batch.batchId, chen)
    if (!file.ok) throw new Error(file.refusal.kind)

    const rows = text(file.value.bytes).split('\r\n')
    expect(file.value.bytes.slice(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]))
    expect(rows[0]).toContain('付款账号开户行,付款账号,付款账号名称,收款账号开户行')
    expect(rows).toHaveLength(1 + 3 + 1)
    const household = rows.find((row) => row.includes(numbers.household))!
    expect(household).toContain(`"'=HYPERLINK(""http://x"")",59.10,货款,FK${batch.number}-003`)
  })

  it('is the same as an Excel file, where every cell is text', async () => {
    const { payouts, chen, anApproved } = village
    const batch = await anApproved(undefined, { format: 'xlsx', bank: 'abc' })
    const file = await payouts.file(batch.batchId, chen)
    if (!file.ok) throw new Error(file.refusal.kind)

    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(Buffer.from(file.value.bytes) as unknown as ArrayBuffer)
    const row = workbook.worksheets[0]!.getRow(4)
    expect([2, 3, 5, 7].map((column) => row.getCell(column).value)).toEqual([
      ...[numbers.household, '黄阿土', '59.10', `FK${batch.number}-003`],
    ])
  })

  it('is let go once, however many say so at once', async () => {
    const { payouts, desk, lin, clock, owed, propose } = village
    const batch = await propose()
    const mei = await desk.anOperator('mei', '梅复核', '13900000043')
    clock.advance(60_000)
    const answers = await Promise.all(
      [lin, mei, lin, mei].map((by, at) =>
        payouts.approve(
          batch.batchId,
          { sha256: batch.sha256, code: at < 2 ? by.code() : by.recoveryCodes[at]! },
          by,
        ),
      ),
    )

    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await owed('household')).toMatchObject({ availableFen: 0, payingFen: 5_910 })
  })

  it('cannot pay what another batch over the same balance pays', async () => {
    const { payouts, desk, lin, clock, owed, propose } = village
    const [one, other] = [await propose(), await propose(['household'])]
    const mei = await desk.anOperator('mei', '梅复核', '13900000043')
    clock.advance(60_000)
    const answers = await Promise.all([
      payouts.approve(one.batchId, { sha256: one.sha256, code: lin.code() }, lin),
      payouts.approve(other.batchId, { sha256: other.sha256, code: mei.code() }, mei),
    ])

    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers).toContainEqual(refused('not_available'))
    expect((await owed('household')).payingFen).toBe(5_910)
  })

  it('is refused to who proposed it, without a good code, and for another file', async () => {
    const { payouts, chen, lin, owed, propose, approve } = village
    const batch = await propose()
    const ask = (approval: { sha256?: string; code?: string }, by = lin) =>
      payouts.approve(batch.batchId, { sha256: batch.sha256, code: by.code(), ...approval }, by)

    expect(await ask({}, chen)).toEqual(refused('same_person'))
    expect(await ask({ sha256: '0'.repeat(64) })).toEqual(refused('file_differs'))
    expect(await ask({ code: '000000' === lin.code() ? '111111' : '000000' })).toEqual(
      refused('second_factor_wrong'),
    )
    const nobody = { ...lin, userId: 'user_nobody' }
    expect(await ask({}, nobody)).toEqual(refused('no_second_factor'))
    expect(await payouts.file(batch.batchId, chen)).toEqual(refused('not_approved'))
    expect(await payouts.reject(batch.batchId, chen)).toEqual(refused('same_person'))
    expect(await payouts.withdraw(batch.batchId, lin)).toEqual(refused('not_yours'))

    expect(await payouts.reject(batch.batchId, lin)).toEqual({ ok: true, value: null })
    expect(await approve(batch)).toEqual(refused('batch_decided'))
    expect(await owed('household')).toMatchObject({ availableFen: 5_910, payingFen: 0 })
  })

  it('the database keeps what was proposed, from everybody', async () => {
    const { propose, anApproved, db } = village
    const batch = await anApproved()
    const other = await propose(['household'], { rail: 'cash', bank: null }).catch(() => null)
    expect(other).toBeNull()
    const where = { id: batch.batchId }
    const line = { id: batch.lines[0]!.lineId }
    const row = await db.payoutBatch.findUniqueOrThrow({ where })

    await expect(db.payoutBatch.update({ where, data: { totalFen: 1n } })).rejects.toThrow(/PAYOUT_KEPT/)
    await expect(db.payoutBatch.update({ where, data: { fileSha256: new Uint8Array(32) } })).rejects.toThrow(
      /PAYOUT_KEPT/,
    )
    await expect(
      db.payoutBatch.update({ where, data: { state: 'settled', settledAt: now } }),
    ).rejects.toThrow(/PAYOUT_STATES_DIFFER/)
    await expect(db.payoutBatch.delete({ where })).rejects.toThrow(/PAYOUT_KEPT|violates/)
    await expect(db.payoutLine.update({ where: line, data: { amountFen: 1n } })).rejects.toThrow(
      /PAYOUT_KEPT/,
    )
    await expect(db.payoutLine.update({ where: line, data: { state: 'proposed' } })).rejects.toThrow(
      /PAYOUT_KEPT/,
    )
    const made = { ...row, id: 'batch_x', number: 99, state: 'proposed', deciderId: null, deciderName: null }
    const undecided = { ...made, decidedAt: null, factorUseId: null, journalId: null }
    await expect(db.payoutBatch.create({ data: undecided })).rejects.toThrow(/PAYOUT_TOTAL_DIFFERS/)
    await expect(db.payoutBatch.create({ data: { ...row, id: 'batch_y', number: 98 } })).rejects.toThrow(
      /PAYOUT_NOT_PROPOSED/,
    )
  })

  it('the database lets nobody approve his own, or without a second factor for this very batch', async () => {
    const { chen, lin, propose, anApproved, db } = village
    await anApproved(['household'])
    const batch = await propose(['cooperative'])
    const spent = await db.factorUse.findFirstOrThrow({ where: { purpose: { startsWith: 'payout:' } } })
    const decided = {
      state: 'approved',
      decidedAt: now,
      deciderName: '林复核',
      journalId: seededIds('x').uuid(),
    }
    const where = { id: batch.batchId }
    await expect(
      db.payoutBatch.update({ where, data: { ...decided, deciderId: chen.userId, factorUseId: spent.id } }),
    ).rejects.toThrow(/SECOND_FACTOR|two_people/)
    await expect(
      db.payoutBatch.update({ where, data: { ...decided, deciderId: lin.userId, factorUseId: spent.id } }),
    ).rejects.toThrow(/PAYOUT_NO_SECOND_FACTOR/)
  })
})
