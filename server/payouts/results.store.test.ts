import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aPayingVillage, bytes, refused, text, type PayingVillage } from '#tests/make/paying-village.ts'

let village: PayingVillage

beforeEach(async () => {
  village = await aPayingVillage()
  await village.openAccounts()
  await village.earn('first', 10_000)
})
afterEach(() => village.closeSound())

describe('what a bank says of a batch', () => {
  it('says in words what it could not match, and loses none of it', async () => {
    const { payouts, owed, anApproved, resultOf, importing, outcomes } = village
    const batch = await anApproved()
    const rows = [
      ...text(resultOf(batch, [{ who: 'household', amount: '59.11' }])).split('\r\n'),
      ...text(resultOf(batch, [{ who: 'cooperative', account: '622202********8888' }]))
        .split('\r\n')
        .slice(2),
      ...text(resultOf(batch, [{ who: 'collective', status: '处理中' }]))
        .split('\r\n')
        .slice(2),
      'FK999-001,1,1.00,处理成功,R9,',
      '合计,,97.00,,,',
      ',6222020200112233445,1.00,处理成功,R8,',
      ...text(resultOf(batch, [{ who: 'household', reference: '' }]))
        .split('\r\n')
        .slice(2),
      ...text(resultOf(batch, [{ who: 'household' }, { who: 'household' }]))
        .split('\r\n')
        .slice(2),
      ...text(resultOf(batch, [{ who: 'cooperative', reference: 'Rhousehold' }]))
        .split('\r\n')
        .slice(2),
    ]
    expect(await importing(batch.batchId, bytes(rows.join('\r\n')))).toMatchObject({ ok: true })

    expect(await outcomes(batch.batchId)).toEqual([
      ...['amount_differs', 'account_differs', 'waiting', 'unknown_line', 'unknown_line', 'unreadable'],
      ...['no_reference', 'settled', 'resolved_before', 'reference_used'],
    ])
    const [read] = (await payouts.batch(batch.batchId))!.imports
    expect(read!.lines[5]!.text).toBe(' | ****3445 | 1.00 | 处理成功 | R8 | ')
    expect(await owed('household')).toMatchObject({ payingFen: 0 })
    expect(await owed('cooperative')).toMatchObject({ payingFen: 3_290 })
  })

  it('reads a result twice, at once or after it stopped half-way, as if once', async () => {
    const { payouts, clock, anApproved, resultOf, importing, outcomes, balance, asOwner } = village
    const batch = await anApproved()
    const said = resultOf(batch, [{ who: 'household' }, { who: 'cooperative' }, { who: 'collective' }])
    // The process dies as it writes the second line down.
    await asOwner(`create function break() returns trigger language plpgsql as $$
      begin if new.number = 2 then raise 'died'; end if; return new; end $$;
      create trigger break before insert on payout_import_line for each row execute function break()`)
    await expect(importing(batch.batchId, said)).rejects.toThrow(/died/)
    expect(
      (await payouts.batch(batch.batchId))!.lines.filter(({ state }) => state === 'settled'),
    ).toHaveLength(1)
    await asOwner('drop trigger break on payout_import_line')

    await Promise.all([importing(batch.batchId, said), importing(batch.batchId, said)])
    await importing(batch.batchId, said)

    const after = (await payouts.batch(batch.batchId))!
    expect(after.state).toBe('settled')
    expect(after.imports).toHaveLength(1)
    expect(await outcomes(batch.batchId)).toEqual(['settled', 'settled', 'settled'])
    expect(await balance('platform', '102.bank')).toBe(-9_700)
    const renamed = bytes(`${text(said)}\r\n`)
    clock.advance(1_000)
    await importing(batch.batchId, renamed)
    expect(await outcomes(batch.batchId)).toEqual(Array(3).fill('resolved_before'))
    expect(await balance('platform', '102.bank')).toBe(-9_700)
  })

  it('reads a bank’s GB 18030, and refuses what is no result', async () => {
    const { anApproved, importing, outcomes } = village
    const batch = await anApproved(['household'])
    const titles = Buffer.from('b1b8d7a2d0c5cfa2', 'hex') // 备注信息
    const rest = Buffer.from('2cb4a6c0edd7b4ccac0d0a464b312d3030312c780d0a', 'hex') // ,处理状态 FK1-001,x
    expect(await importing(batch.batchId, new Uint8Array(Buffer.concat([titles, rest])))).toMatchObject({
      ok: true,
    })
    expect(await outcomes(batch.batchId)).toEqual(['amount_differs'])
    expect(await importing(batch.batchId, bytes('<html>登录超时</html>'))).toEqual(
      refused('result_unreadable'),
    )
  })

  it('a payment that failed says why in the bank’s words, or that it gave none', async () => {
    const { payouts, idOf, anApproved, resultOf, importing, db } = village
    const batch = await anApproved(['household', 'cooperative'])
    const failed = { status: '处理失败' }
    const said = [
      { who: 'household', ...failed } as const,
      { who: 'cooperative', ...failed, reason: '' } as const,
    ]
    expect(await importing(batch.batchId, resultOf(batch, said))).toMatchObject({ ok: true })

    const { lines } = (await payouts.batch(batch.batchId))!
    const whyOf = (who: 'household' | 'cooperative') =>
      lines.find(({ partyId }) => partyId === idOf(who))!.why
    expect(whyOf('household')).toEqual({ words: '户名不符', code: null })
    expect(whyOf('cooperative')).toEqual({ words: null, code: 'bank_silent' })
    const { lineId } = lines[0]!
    await expect(
      db.$executeRaw`update payout_line set return_code = 'x' where id = ${lineId}`,
    ).rejects.toThrow(/PAYOUT_KEPT|payout_line_reason/)
  })

  it('a payment of which the bank says nothing is returned by hand, once', async () => {
    const { payouts, chen, owed, anApproved } = village
    const batch = await anApproved(['household'])
    const line = { batchId: batch.batchId, lineId: batch.lines[0]!.lineId }
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => payouts.returnLine(line, '银行电话告知户名不符', chen)),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers).toContainEqual(refused('line_resolved'))
    expect(await owed('household')).toMatchObject({ availableFen: 5_910, payingFen: 0 })
    expect((await payouts.batch(batch.batchId))!.state).toBe('settled')
  })
})
