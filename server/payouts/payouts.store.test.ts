import ExcelJS from 'exceljs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { standingClock } from '#server/platform/clock.ts'
import { fen, yuanText, zeroFen, type Fen } from '#shared/money.ts'
import { anEarningVillage, type EarningVillage } from '#tests/make/earning-village.ts'
import { seededIds } from '#tests/make/ids.ts'
import { aPayoutDesk } from '#tests/make/payouts.ts'
import { honeyGoods } from '#tests/make/shop.ts'
import { expectSoundBooks } from '#tests/setup/ledger.ts'

const paidAt = new Date('2026-11-19T02:00:00Z')
const now = new Date('2026-11-27T02:00:00Z')
const numbers = {
  household: '6222020200112233445',
  cooperative: '350001234567890',
  collective: '13900100040009999',
}
const receipt = { name: '签领单.jpg', sha256: new Uint8Array(32).fill(7) }
const refused = (kind: string) => ({ ok: false, refusal: { kind } })
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const bytes = (file: string) => new TextEncoder().encode(file)

let village: EarningVillage
let desk: ReturnType<typeof aPayoutDesk>
let clock: ReturnType<typeof standingClock>
let [chen, lin] = [] as unknown as Awaited<ReturnType<typeof desk.anOperator>>[]
let { parties, shares, ledger, db } = {} as EarningVillage

beforeEach(async () => {
  village = await anEarningVillage('payouts')
  ;({ parties, shares, ledger, db } = village)
  clock = standingClock(now)
  desk = aPayoutDesk({ db, clock, ids: seededIds('desk') })
  chen = await desk.anOperator('chen', '陈出纳', '13900000041')
  lin = await desk.anOperator('lin', '林复核', '13900000042')
  clock.advance(60_000)
})
afterEach(async () => {
  await expectSoundBooks(ledger)
  await expectMirrored()
  await village.close()
})

/** I12: what the cooperative says the platform owes is what the platform owes it and its households. */
async function expectMirrored() {
  const owed = await Promise.all(
    [parties.household, parties.cooperative].map(({ partyId }) => shares.owedTo(partyId)),
  )
  const [receivable] = await ledger.balances({ book: 'coop-yiyou', codePrefix: '113.platform' })
  expect(receivable?.net ?? 0).toBe(
    owed.reduce((sum, one) => sum + one.pendingFen + one.availableFen + one.payingFen - one.owesFen, 0),
  )
}

/** Sold and paid, and the return period is over. */
async function earn(name: string, goodsFen: number) {
  const { id: ruleVersionId } = await shares.activeRule(honeyGoods('standard'), paidAt)
  const sale = await shares.planSale({
    ...{ orderId: `order_${name}`, orderNumber: name, orderLineId: `line_${name}`, chargeId: `ch_${name}` },
    ...{ ruleVersionId, parties, goodsFen: fen(goodsFen), freightFen: fen(0), feeFen: fen(0) },
    ...{ placedOn: '2026-11-19', paidOn: '2026-11-19', maturesAt: new Date('2026-11-26T02:00:00Z') },
  })
  await db.$transaction((tx) => shares.postSales(tx, [sale]))
  await shares.matureEarnings(now)
}

type Who = 'household' | 'cooperative' | 'collective'
const idOf = (who: Who) => parties[who].partyId
const owed = (who: Who) => shares.owedTo(idOf(who))

async function accountOf(who: Who, change: Partial<Parameters<typeof desk.payouts.addAccount>[0]> = {}) {
  return desk.payouts.addAccount(
    {
      rail: 'bank',
      partyId: idOf(who),
      holderKind: who === 'household' ? 'person' : 'organisation',
      holderName: who === 'household' ? '黄阿土' : parties[who].name.zh,
      ...{ bankName: '中国农业银行', province: '福建', city: '福州', number: numbers[who] },
      ...change,
    },
    chen!,
  )
}

async function openAccounts() {
  await desk.payouts.addAccount(
    {
      rail: 'bank',
      ...{
        partyId: parties.platform.partyId,
        holderKind: 'organisation',
        holderName: parties.platform.name.zh,
      },
      ...{ bankName: '中国工商银行', province: '福建', city: '福州', number: '1402012345678901234' },
    },
    chen!,
  )
  for (const who of ['household', 'cooperative', 'collective'] as const)
    expect(await accountOf(who)).toMatchObject({ ok: true })
}

const everybody: Who[] = ['household', 'cooperative', 'collective']
async function propose(
  whom: Who[] = everybody,
  draft: Partial<Parameters<typeof desk.payouts.propose>[0]> = {},
) {
  const proposed = await desk.payouts.propose(
    { rail: 'bank_file', bank: 'icbc', format: 'csv', ...draft, parties: whom.map(idOf) },
    chen!,
  )
  if (!proposed.ok) throw new Error(proposed.refusal.kind)
  return (await desk.payouts.batch(proposed.value.batchId))!
}
async function approve({ batchId, sha256 }: { batchId: string; sha256: string }, by = lin!) {
  clock.advance(30_000)
  return desk.payouts.approve(batchId, { sha256, code: by.code() }, by)
}
async function anApproved(whom: Who[] = everybody, draft = {}) {
  const batch = await propose(whom, draft)
  expect(await approve(batch)).toEqual({ ok: true, value: null })
  return batch
}

const TITLES = '备注信息,收款账号,金额,处理状态,指令序号,失败原因'
type Said = { who: Who; status?: string; reference?: string; amount?: string; account?: string }
/** The bank's answer. */
function resultOf(batch: Awaited<ReturnType<typeof propose>>, said: Said[]): Uint8Array<ArrayBuffer> {
  const rows = said.map(({ who, status = '处理成功', reference = `R${who}`, amount, account }) => {
    const line = batch.lines.find(({ partyId }) => partyId === idOf(who))!
    const yuan = amount ?? yuanText(line.amountFen)
    return `FK${batch.number}-00${line.number},${account ?? numbers[who]},${yuan},${status},${reference},户名不符`
  })
  return bytes(['工商银行批量结果', TITLES, ...rows].join('\r\n'))
}
const importing = (batchId: string, file: Uint8Array<ArrayBuffer>) =>
  desk.payouts.importResult(batchId, { name: '结果.csv', bytes: file }, chen!)
const outcomes = async (batchId: string) =>
  (await desk.payouts.batch(batchId))!.imports.at(0)!.lines.map(({ outcome }) => outcome)
const balance = async (book: string, code: string): Promise<Fen> =>
  (await ledger.balances({ book, codePrefix: code })).find((one) => one.code === code)?.net ?? zeroFen

describe('a bank batch', () => {
  beforeEach(async () => {
    await openAccounts()
    await earn('first', 10_000)
  })

  it('is proposed by one, let go by another, and paid line by line as the bank says', async () => {
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

    const file = await desk.payouts.file(batch.batchId, lin!)
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
    expect(await desk.payouts.batch(batch.batchId)).toMatchObject({
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
    await accountOf('household', { holderName: '=HYPERLINK("http://x")' })
    const batch = await anApproved()
    const file = await desk.payouts.file(batch.batchId, chen!)
    if (!file.ok) throw new Error(file.refusal.kind)

    const rows = text(file.value.bytes).split('\r\n')
    expect(file.value.bytes.slice(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]))
    expect(rows[0]).toContain('付款账号开户行,付款账号,付款账号名称,收款账号开户行')
    expect(rows).toHaveLength(1 + 3 + 1)
    const household = rows.find((row) => row.includes(numbers.household))!
    expect(household).toContain(`"'=HYPERLINK(""http://x"")",59.10,货款,FK${batch.number}-003`)
  })

  it('is the same as an Excel file, where every cell is text', async () => {
    const batch = await anApproved(everybody, { format: 'xlsx', bank: 'abc' })
    const file = await desk.payouts.file(batch.batchId, chen!)
    if (!file.ok) throw new Error(file.refusal.kind)

    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(Buffer.from(file.value.bytes) as unknown as ArrayBuffer)
    const row = workbook.worksheets[0]!.getRow(4)
    expect([2, 3, 5, 7].map((column) => row.getCell(column).value)).toEqual([
      ...[numbers.household, '黄阿土', '59.10', `FK${batch.number}-003`],
    ])
  })

  it('is let go once, however many say so at once', async () => {
    const batch = await propose()
    const mei = await desk.anOperator('mei', '梅复核', '13900000043')
    clock.advance(60_000)
    const answers = await Promise.all(
      [lin!, mei, lin!, mei].map((by, at) =>
        desk.payouts.approve(
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
    const [one, other] = [await propose(), await propose(['household'])]
    const mei = await desk.anOperator('mei', '梅复核', '13900000043')
    clock.advance(60_000)
    const answers = await Promise.all([
      desk.payouts.approve(one.batchId, { sha256: one.sha256, code: lin!.code() }, lin!),
      desk.payouts.approve(other.batchId, { sha256: other.sha256, code: mei.code() }, mei),
    ])

    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers).toContainEqual(refused('not_available'))
    expect((await owed('household')).payingFen).toBe(5_910)
  })

  it('is refused to who proposed it, without a good code, and for another file', async () => {
    const batch = await propose()
    const ask = (approval: { sha256?: string; code?: string }, by = lin!) =>
      desk.payouts.approve(batch.batchId, { sha256: batch.sha256, code: by.code(), ...approval }, by)

    expect(await ask({}, chen!)).toEqual(refused('same_person'))
    expect(await ask({ sha256: '0'.repeat(64) })).toEqual(refused('file_differs'))
    expect(await ask({ code: '000000' === lin!.code() ? '111111' : '000000' })).toEqual(
      refused('second_factor_wrong'),
    )
    const nobody = { ...lin!, userId: 'user_nobody' }
    expect(await ask({}, nobody)).toEqual(refused('no_second_factor'))
    expect(await desk.payouts.file(batch.batchId, chen!)).toEqual(refused('not_approved'))
    expect(await desk.payouts.reject(batch.batchId, chen!)).toEqual(refused('same_person'))
    expect(await desk.payouts.withdraw(batch.batchId, lin!)).toEqual(refused('not_yours'))

    expect(await desk.payouts.reject(batch.batchId, lin!)).toEqual({ ok: true, value: null })
    expect(await approve(batch)).toEqual(refused('batch_decided'))
    expect(await owed('household')).toMatchObject({ availableFen: 5_910, payingFen: 0 })
  })

  it('says in words what it could not match, and loses none of it', async () => {
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
    const [read] = (await desk.payouts.batch(batch.batchId))!.imports
    expect(read!.lines[5]!.text).toBe(' | ****3445 | 1.00 | 处理成功 | R8 | ')
    expect(await owed('household')).toMatchObject({ payingFen: 0 })
    expect(await owed('cooperative')).toMatchObject({ payingFen: 3_290 })
  })

  it('reads a result twice, at once or after it stopped half-way, as if once', async () => {
    const batch = await anApproved()
    const said = resultOf(batch, [{ who: 'household' }, { who: 'cooperative' }, { who: 'collective' }])
    // The process dies as it writes the second line down.
    await village.asOwner(`create function break() returns trigger language plpgsql as $$
      begin if new.number = 2 then raise 'died'; end if; return new; end $$;
      create trigger break before insert on payout_import_line for each row execute function break()`)
    await expect(importing(batch.batchId, said)).rejects.toThrow(/died/)
    expect(
      (await desk.payouts.batch(batch.batchId))!.lines.filter(({ state }) => state === 'settled'),
    ).toHaveLength(1)
    await village.asOwner('drop trigger break on payout_import_line')

    await Promise.all([importing(batch.batchId, said), importing(batch.batchId, said)])
    await importing(batch.batchId, said)

    const after = (await desk.payouts.batch(batch.batchId))!
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

  it('a payment of which the bank says nothing is returned by hand, once', async () => {
    const batch = await anApproved(['household'])
    const line = { batchId: batch.batchId, lineId: batch.lines[0]!.lineId }
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => desk.payouts.returnLine(line, '银行电话告知户名不符', chen!)),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers).toContainEqual(refused('line_resolved'))
    expect(await owed('household')).toMatchObject({ availableFen: 5_910, payingFen: 0 })
    expect((await desk.payouts.batch(batch.batchId))!.state).toBe('settled')
  })

  it('the database keeps what was proposed, from everybody', async () => {
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
      db.payoutBatch.update({ where, data: { ...decided, deciderId: chen!.userId, factorUseId: spent.id } }),
    ).rejects.toThrow(/SECOND_FACTOR|two_people/)
    await expect(
      db.payoutBatch.update({ where, data: { ...decided, deciderId: lin!.userId, factorUseId: spent.id } }),
    ).rejects.toThrow(/PAYOUT_NO_SECOND_FACTOR/)
  })
})

describe('accounts', () => {
  it('of organisations are in their own name, and never a person’s', async () => {
    expect(await accountOf('collective', { holderKind: 'person', holderName: '黄守正' })).toEqual(
      refused('holder_differs'),
    )
    expect(await accountOf('collective', { holderKind: 'person' })).toEqual(refused('personal_account'))
    expect(await accountOf('cooperative', { holderName: '别的合作社' })).toEqual(refused('holder_differs'))
    expect(await accountOf('household', { partyId: seededIds('y').uuid() })).toEqual(refused('party_unknown'))
    expect(await db.payoutAccount.count()).toBe(0)
  })

  it('are kept sealed, one in force, and none is changed', async () => {
    await accountOf('household')
    await accountOf('household', { number: '6222020200119999999' })
    const rows = await db.payoutAccount.findMany({ orderBy: { addedAt: 'asc' } })

    expect(rows.filter(({ endedAt }) => endedAt === null)).toMatchObject([{ lastFour: '9999' }])
    expect(Buffer.from(rows[0]!.numberSealed).toString('latin1')).not.toContain('6222')
    const where = { id: rows[0]!.id }
    await expect(db.payoutAccount.update({ where, data: { holderName: '别人' } })).rejects.toThrow(
      /PAYOUT_ACCOUNT_KEPT/,
    )
    await expect(db.payoutAccount.delete({ where })).rejects.toThrow(/PAYOUT_ACCOUNT_KEPT/)
  })

  it('nobody is paid without one, nothing, or who is unknown', async () => {
    await earn('first', 10_000)
    const ask = (draft: object) =>
      desk.payouts.propose(
        { rail: 'bank_file', bank: 'icbc', format: 'csv', parties: [idOf('household')], ...draft },
        chen!,
      )
    expect(await ask({})).toEqual(refused('no_account'))
    await accountOf('household')
    expect(await ask({})).toEqual(refused('no_payer_account'))
    expect(await ask({ parties: [seededIds('z').uuid()] })).toEqual(refused('party_unknown'))
    await openAccounts()
    await anApproved(['household'])
    expect(await ask({})).toEqual(refused('nothing_available'))
  })
})

describe('cash', () => {
  beforeEach(() => earn('first', 10_000))

  it('is handed to a household in front of two witnesses, once', async () => {
    const batch = await anApproved(['household'], { rail: 'cash', bank: null })
    const file = await desk.payouts.file(batch.batchId, chen!)
    expect(file.ok && text(file.value.bytes)).toContain('领款人签字或按手印')
    const line = { batchId: batch.batchId, lineId: batch.lines[0]!.lineId }
    const pay = (witnesses: [string, string]) => desk.payouts.payInCash(line, { witnesses, receipt }, chen!)

    expect(await pay(['黄守正', '黄守正'])).toEqual(refused('witnesses_differ'))
    expect(await pay(['黄守正', '陈出纳'])).toEqual(refused('witnesses_differ'))
    const answers = await Promise.all([pay(['黄守正', '许慧敏']), pay(['黄守正', '许慧敏'])])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers).toContainEqual(refused('line_resolved'))

    expect(await balance('platform', '101.cash')).toBe(-5_910)
    expect(await balance('coop-yiyou', `114.${idOf('household')}`)).toBe(0)
    expect((await desk.payouts.batch(batch.batchId))!.lines).toMatchObject([
      { state: 'settled', witnesses: ['黄守正', '许慧敏'], receiptName: '签领单.jpg' },
    ])
  })

  it('is for households only, and has no result file', async () => {
    const asked = { rail: 'cash', bank: null, format: 'csv', parties: [idOf('cooperative')] } as const
    expect(await desk.payouts.propose(asked, chen!)).toEqual(refused('cash_for_households'))
    const batch = await anApproved(['household'], { rail: 'cash', bank: null })
    expect(await importing(batch.batchId, bytes(TITLES))).toEqual(refused('batch_not_found'))
  })
})
