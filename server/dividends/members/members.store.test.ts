import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { equityOf, noFigures } from '#shared/member-account.ts'
import { fen } from '#shared/money.ts'
import {
  aClosedYear,
  aDeclared,
  anOffice,
  anOrganisationWith,
  aProposal,
  aYear,
  booked,
  bookkeeper,
  march,
  papers,
  value,
  type Kind,
  type Office,
  type Organisation,
} from '#tests/make/cooperative.ts'
import { asOwner, expectSoundBooks } from '#tests/setup/ledger.ts'

let office: Office
let count = 0
beforeAll(async () => {
  office = await anOffice()
})
beforeEach(() => office.clock.set(march))
afterAll(() => office.close())

const refused = (kind: string) => ({ ok: false, refusal: { kind } })
const recorded = (on: string) => ({ on, evidence: papers('依据.pdf'), by: bookkeeper })
const TODAY = '2026-03-01'

async function anOrg(kind: Kind = 'cooperative', memberCount = 3): Promise<Organisation> {
  return anOrganisationWith(office, {
    ...{ name: `members-${++count}`, kind },
    members: Array.from({ length: memberCount }, () => ({ contribution: 10_000, incomeShares: 5 })),
  })
}
const at = (org: Organisation, index = 0) => ({
  organisationId: org.organisationId,
  memberId: org.memberIds[index]!,
})
const figuresOf = async (org: Organisation, index = 0, on = '2026-12-31') =>
  (await office.dividends.figuresOn(org.organisationId, on)).get(org.memberIds[index]!) ?? noFigures
const netOf = async ({ book }: Organisation, codePrefix: string) =>
  (await office.ledger.balances({ book, codePrefix })).reduce((sum, { net }) => sum + net, 0)
const paidIn = (amountFen: number) => ({ head: 'contribution' as const, amountFen: fen(amountFen) })

/** A year that earned and was shared out: 10 % reserve, 60 % by trade; `mayConvert` as the assembly decided. */
async function aSharedYear(mayConvert: boolean) {
  const org = await anOrg()
  await aYear(org, { surplus: 100_000, trades: [5000, 3000, 2000] })
  const periodId = await aClosedYear(org)
  const runId = await aProposal(org, { periodId, mayConvert })
  await aDeclared(org, runId)
  return { org, runId, run: (await office.dividends.run(runId))! }
}

describe('a contribution', () => {
  it('stands in the member’s name in the book, and out of poverty aid apart', async () => {
    const org = await anOrg()
    value(await office.dividends.payIn(at(org), paidIn(2500), recorded(TODAY)))
    const aid = { head: 'aid' as const, amountFen: fen(700) }
    value(await office.dividends.payIn(at(org), aid, recorded(TODAY)))

    expect(await figuresOf(org)).toMatchObject({ contribution: 12_500, aid: 700 })
    expect(await netOf(org, `301.${org.partyIds[0]}.aid`)).toBe(-700)
    expect(await netOf(org, '301')).toBe(-33_200)
    const [, fact] = await office.dividends.factsOf(at(org))
    expect(fact).toMatchObject({
      kind: 'paid_in',
      on: TODAY,
      evidenceName: '依据.pdf',
      recordedByName: bookkeeper.name,
    })
    expect(await office.ledger.journal(fact!.journalId!)).toMatchObject({ kind: 'member_paid_in' })
  })

  it('is never dated into the future, into a closed year, or for who was no member', async () => {
    const org = await anOrg()
    await aYear(org, { surplus: 1000, trades: [10] })
    await aClosedYear(org)
    const paid = (on: string) => office.dividends.payIn(at(org), paidIn(1), recorded(on))

    expect(await paid('2026-03-02')).toEqual(refused('fact_in_future'))
    expect(await paid('2025-12-31')).toEqual(refused('month_closed'))
    const outside = { organisationId: org.organisationId, memberId: 'mem_nobody' }
    expect(await office.dividends.payIn(outside, paidIn(1), recorded(TODAY))).toEqual(refused('not_a_member'))
    value(await office.dividends.endMembership(at(org), 'died', recorded('2026-02-01')))
    expect(await paid(TODAY)).toEqual(refused('fact_not_member'))
    expect(await office.dividends.payIn(at(await anOrg('collective')), paidIn(1), recorded(TODAY))).toEqual(
      refused('fact_other_law'),
    )
  })

  it('is undone by its opposite, once, and both stay', async () => {
    const org = await anOrg()
    const [fact] = await office.dividends.factsOf(at(org))
    const wrong = { organisationId: org.organisationId, factId: fact!.factId }
    value(await office.dividends.undo(wrong, recorded(TODAY)))

    expect(await figuresOf(org)).toEqual(noFigures)
    expect(await netOf(org, `301.${org.partyIds[0]}`)).toBe(0)
    expect((await office.dividends.factsOf(at(org))).map(({ kind, undone }) => `${kind} ${undone}`)).toEqual([
      ...['undone false', 'paid_in true', 'joined false'],
    ])
    expect(await office.dividends.undo(wrong, recorded(TODAY))).toEqual(refused('fact_kept'))
  })
})

describe('what belongs to all', () => {
  it('becomes members’ shares: the reserve by contribution or by trade, to the fen, and no more than is booked', async () => {
    const { org } = await aSharedYear(false)
    const today = recorded('2026-03-16')
    expect(await office.dividends.quantifyReserve(org.organisationId, 'trade', today)).toEqual({
      ok: true,
      value: null,
    })
    // 10 % of 100,000 is 10,000; by trade 5:3:2
    expect([
      (await figuresOf(org, 0)).reserve,
      (await figuresOf(org, 1)).reserve,
      (await figuresOf(org, 2)).reserve,
    ]).toEqual([5000, 3000, 2000])
    expect(await office.dividends.quantifyReserve(org.organisationId, 'contribution', today)).toEqual(
      refused('nothing_to_quantify'),
    )
    const { funds } = await office.dividends.equityChanges(org.organisationId, '2026')
    expect(funds.find(({ head }) => head === 'reserve')).toEqual({
      ...{ head: 'reserve', membersFen: 10_000, bookFen: 10_000, unquantifiedFen: 0, differenceFen: 0 },
    })
  })

  it('is shared equally when it came of grants or donations, the odd fen by lot', async () => {
    const org = await anOrg()
    const today = recorded(TODAY)
    expect(await office.dividends.quantifyGrants(org.organisationId, today)).toEqual(
      refused('nothing_to_quantify'),
    )
    value(await office.dividends.receiveDonation(org.organisationId, fen(1000), today))
    await org.ledger.openAccounts([
      { book: org.book, code: '311.grants', name: '专项基金 · 财政补助', type: 'equity' },
    ])
    await booked(org, {
      on: TODAY,
      kind: 'x',
      lines: [
        ['102.bank', 2],
        ['311.grants', -2],
      ],
    })
    value(await office.dividends.quantifyGrants(org.organisationId, today))

    const figures = await Promise.all([0, 1, 2].map((index) => figuresOf(org, index)))
    expect(figures.map(({ donation }) => donation).sort()).toEqual([333, 333, 334])
    expect(figures.map(({ grant }) => grant).sort()).toEqual([0, 1, 1])
    expect(await netOf(org, '311.donations')).toBe(-1000)
  })

  it('says loudly by how much the book differs when somebody has booked past the members', async () => {
    const org = await anOrg()
    await booked(org, {
      on: TODAY,
      kind: 'x',
      lines: [
        ['102.bank', 77],
        [`301.${org.partyIds[0]}`, -77],
      ],
    })
    const { funds } = await office.dividends.equityChanges(org.organisationId, '2026')

    expect(funds[0]).toMatchObject({
      head: 'contributions',
      membersFen: 30_000,
      bookFen: 30_077,
      differenceFen: 77,
    })
    const csv = []
    for await (const chunk of await office.dividends.equitySheet(org.organisationId, '2026', 'csv'))
      csv.push(String(chunk))
    expect(csv.join('')).toContain('301 股金,300.00,300.77,0.00,0.77')
  })
})

describe('what was shared out', () => {
  it('becomes a contribution to the fen that was payable, when the assembly decided so (合作社法 44)', async () => {
    const { org, runId, run } = await aSharedYear(true)
    const [first, ...others] = run.payments
    const before = await figuresOf(org)
    const paper = { evidence: papers('决议.pdf'), by: bookkeeper }
    const owed = -(await netOf(org, `22`))
    value(await office.dividends.convert({ runId, paymentId: first!.paymentId }, paper))

    const after = await figuresOf(org)
    expect(after.contribution - before.contribution).toBe(first!.amountFen)
    expect(owed + (await netOf(org, '22'))).toBe(first!.amountFen)
    expect(await netOf(org, `221.${org.partyIds[0]}`)).toBe(0)
    expect(await netOf(org, `222.${org.partyIds[0]}`)).toBe(0)
    expect(await netOf(org, `301.${org.partyIds[0]}`)).toBe(-after.contribution)
    const bank = await netOf(org, '102.bank')
    const paid = { accountId: org.accountId, reference: 'ICBC-1' }
    expect(
      await office.dividends.recordPaid({ runId, paymentId: first!.paymentId }, paid, bookkeeper),
    ).toEqual(refused('state_skipped'))
    expect(await office.dividends.convert({ runId, paymentId: first!.paymentId }, paper)).toEqual(
      refused('state_skipped'),
    )
    expect(await netOf(org, '102.bank')).toBe(bank)

    // The run ends as ever: what became a contribution needs no receipt.
    for (const [index, { paymentId }] of others.entries()) {
      const reference = { accountId: org.accountId, reference: `ICBC-${index + 2}` }
      value(await office.dividends.recordPaid({ runId, paymentId }, reference, bookkeeper))
      value(await office.dividends.recordReceipt({ runId, paymentId }, new Uint8Array(32), bookkeeper))
    }
    expect((await office.dividends.run(runId))!.state).toBe('receipted')
    const { funds } = await office.dividends.equityChanges(org.organisationId, '2026')
    expect(funds.map(({ differenceFen }) => differenceFen)).toEqual([0, 0, 0, 0])
  })

  it('is never set off as a contribution without that decision (合作社法 13)', async () => {
    const { org, runId, run } = await aSharedYear(false)
    const { paymentId } = run.payments[0]!
    const paper = { evidence: papers('本人同意.pdf'), by: bookkeeper }

    expect(await office.dividends.convert({ runId, paymentId }, paper)).toEqual(
      refused('conversion_not_resolved'),
    )
    await expect(
      asOwner(office.url, `update dividend_run set may_convert = true where id = '${runId}'`),
    ).rejects.toThrow(/DIVIDEND_RUN_KEPT/)
    expect(await figuresOf(org)).toMatchObject({ contribution: 10_000 })
  })

  it('is shared by what facts say at the end of the period, and by nothing else', async () => {
    const org = await anOrg()
    await aYear(org, { surplus: 100_000, trades: [1] })
    const periodId = await aClosedYear(org)
    value(await office.dividends.payIn(at(org), paidIn(500_000), recorded(TODAY)))
    const runId = await aProposal(org, { periodId })
    const { parts } = (await office.dividends.run(runId))!

    expect(parts.filter(({ basis }) => basis === 'share').map(({ weight }) => weight)).toEqual([
      10_000, 10_000, 10_000,
    ])
    const part = {
      runId,
      memberId: org.memberIds[0]!,
      basis: 'share',
      weight: 510_000n,
      amountFen: 1n,
      beforeFen: 0n,
    }
    await expect(office.db.entitlement.create({ data: part })).rejects.toThrow(/DIVIDEND_WEIGHT_NOT_BOOKED/)
  })
})

describe('who leaves', () => {
  it('asks three months before the year ends, and belongs until it does (合作社法 25)', async () => {
    const org = await anOrg()
    office.clock.set(new Date('2026-10-02T02:00:00Z'))
    value(await office.dividends.endMembership(at(org, 0), 'leave_asked', recorded('2026-09-30')))
    value(await office.dividends.endMembership(at(org, 1), 'leave_asked', recorded('2026-10-01')))
    value(await office.dividends.endMembership(at(org, 2), 'expelled', recorded('2026-10-01')))

    const members = await office.dividends.membersOf(org.organisationId)
    expect(members.map(({ leftOn }) => leftOn)).toEqual(['2027-01-01', '2028-01-01', '2027-01-01'])
    expect(await office.dividends.endMembership(at(org, 0), 'died', recorded('2026-10-01'))).toEqual(
      refused('left_before'),
    )
    expect(await office.dividends.settle(at(org, 0), fen(0), recorded('2026-10-01'))).toEqual(
      refused('still_member'),
    )
    const early = `begin; update dividend_member set left_on = '2027-01-01' where id = '${org.memberIds[1]}'; commit`
    await expect(asOwner(office.url, early)).rejects.toThrow(/DIVIDEND_LEFT_BEFORE/)
  })

  it('has his part of the last year, and contribution and reserve share back after its accounts (合作社法 28)', async () => {
    const org = await anOrg()
    office.clock.set(new Date('2025-09-01T02:00:00Z'))
    value(await office.dividends.endMembership(at(org), 'leave_asked', recorded('2025-09-01')))
    await org.ledger.openAccounts([{ book: org.book, code: '322.reserve', name: '盈余公积', type: 'equity' }])
    await booked(org, {
      on: '2025-09-01',
      kind: 'x',
      lines: [
        ['102.bank', 3000],
        ['322.reserve', -3000],
      ],
    })
    value(await office.dividends.quantifyReserve(org.organisationId, 'contribution', recorded('2025-09-01')))
    value(await office.dividends.receiveDonation(org.organisationId, fen(300), recorded('2025-09-01')))
    office.clock.set(march)
    expect(await office.dividends.settle(at(org), fen(0), recorded(TODAY))).toEqual(
      refused('settled_before_close'),
    )

    await aYear(org, { surplus: 100_000, trades: [5000, 5000] })
    const periodId = await aClosedYear(org)
    const runId = await aProposal(org, { periodId, reserveBp: 0 })
    const bank = await netOf(org, '102.bank')
    value(await office.dividends.settle(at(org), fen(0), recorded(TODAY)))

    expect(await figuresOf(org)).toEqual(noFigures)
    expect(bank - (await netOf(org, '102.bank'))).toBe(10_000 + 1000)
    expect(await netOf(org, '322')).toBe(-2000)
    const { parts } = (await office.dividends.run(runId))!
    expect(
      parts
        .filter(({ memberId }) => memberId === org.memberIds[0])
        .map(({ basis, weight }) => [basis, weight]),
    ).toEqual([
      ['trade', 5000],
      ['share', 11_100],
    ])
    // The donation stays with the cooperative: what was his share is nobody's until it is quantified again.
    const { funds } = await office.dividends.equityChanges(org.organisationId, '2026')
    expect(funds.find(({ head }) => head === 'donation')).toMatchObject({
      bookFen: 300,
      unquantifiedFen: 100,
    })
    expect(await office.dividends.settle(at(org), fen(0), recorded(TODAY))).toEqual(refused('fact_kept'))
  })

  it('bears his part of losses out of it, never more than there is (合作社法 6, 28)', async () => {
    const org = await anOrg()
    value(await office.dividends.endMembership(at(org), 'died', recorded('2025-11-30')))
    await aYear(org, { surplus: -4000, trades: [10] })
    await aClosedYear(org)

    for (const loss of [10_001, 4001])
      expect(await office.dividends.settle(at(org), fen(loss), recorded(TODAY))).toEqual(
        refused('loss_too_much'),
      )
    const bank = await netOf(org, '102.bank')
    value(await office.dividends.settle(at(org), fen(1500), recorded(TODAY)))
    expect(bank - (await netOf(org, '102.bank'))).toBe(8500)
    expect(await netOf(org, '332')).toBe(2500)
    // the trade of 10 that he is still owed
    expect(await netOf(org, `114.${org.partyIds[0]}`)).toBe(-10)
    await expectSoundBooks(office.ledger)
  })

  it('leaves what was declared for him payable, and his heir has the account (合作社法 15 (6))', async () => {
    const { org, runId, run } = await aSharedYear(false)
    const on = '2026-03-16'
    const heirless = { name: { zh: '黄小土', en: 'Huang Xiaotu' } }
    expect(await office.dividends.succeed(at(org), heirless, recorded(on))).toEqual(refused('still_member'))
    value(await office.dividends.endMembership(at(org), 'died', recorded('2026-03-10')))
    value(await office.dividends.endMembership(at(org, 1), 'died', recorded('2026-03-10')))
    value(await office.dividends.succeed(at(org), heirless, recorded(on)))
    value(await office.dividends.succeed(at(org, 1), { memberId: org.memberIds[2]! }, recorded(on)))

    const members = await office.dividends.membersOf(org.organisationId)
    const heir = members.find(({ name }) => name.zh === '黄小土')!
    expect(heir).toMatchObject({ partyId: org.partyIds[0], joinedOn: on, leftOn: null })
    const figures = await office.dividends.figuresOn(org.organisationId, on)
    expect([figures.get(heir.id)?.contribution, figures.get(org.memberIds[2]!)?.contribution]).toEqual([
      10_000, 20_000,
    ])
    expect(await netOf(org, `301.${org.partyIds[1]}`)).toBe(0)
    expect(await netOf(org, `301.${org.partyIds[2]}`)).toBe(-20_000)
    expect(await office.dividends.settle(at(org), fen(0), recorded(on))).toEqual(refused('fact_kept'))

    for (const [index, { paymentId, memberId }] of run.payments.entries()) {
      expect(memberId).toBe(org.memberIds[index])
      const paid = { accountId: org.accountId, reference: `ICBC-${index}` }
      value(await office.dividends.recordPaid({ runId, paymentId }, paid, bookkeeper))
    }
    expect(await netOf(org, '22')).toBe(0)
    await expectSoundBooks(office.ledger)
  })

  it('of whose household another goes on with its year: trade is the heir’s, once', async () => {
    const org = await anOrg()
    office.clock.set(new Date('2025-08-01T02:00:00Z'))
    value(await office.dividends.endMembership(at(org), 'died', recorded('2025-07-01')))
    value(
      await office.dividends.succeed(at(org), { name: { zh: '黄小土', en: 'X' } }, recorded('2025-08-01')),
    )
    office.clock.set(march)
    await aYear(org, { surplus: 100_000, trades: [5000, 3000] })
    const runId = await aProposal(org, { periodId: await aClosedYear(org) })
    const { parts } = (await office.dividends.run(runId))!

    const heir = (await office.dividends.membersOf(org.organisationId)).find(
      ({ name }) => name.zh === '黄小土',
    )!
    expect(parts.filter(({ memberId }) => memberId === heir.id).map(({ weight }) => weight)).toEqual([
      5000, 10_000,
    ])
    expect(parts.some(({ memberId }) => memberId === org.memberIds[0])).toBe(false)
  })
})

describe('a collective’s income-right shares', () => {
  it('are issued, transferred and taken back, never below none', async () => {
    const village = await anOrg('collective')
    value(
      await office.dividends.transferShares(
        at(village),
        { memberId: village.memberIds[1]!, shares: 2 },
        recorded(TODAY),
      ),
    )
    value(await office.dividends.issueShares(at(village, 2), -5, recorded(TODAY)))

    expect(
      await Promise.all([0, 1, 2].map(async (index) => (await figuresOf(village, index)).shares)),
    ).toEqual([3, 7, 0])
    expect(equityOf(await figuresOf(village))).toBe(0)
    expect(await office.dividends.issueShares(at(village, 2), -1, recorded(TODAY))).toEqual(
      refused('fact_too_much'),
    )
    const tooMany = { memberId: village.memberIds[1]!, shares: 4 }
    expect(await office.dividends.transferShares(at(village), tooMany, recorded(TODAY))).toEqual(
      refused('fact_too_much'),
    )
    expect(await office.dividends.issueShares(at(await anOrg()), 1, recorded(TODAY))).toEqual(
      refused('fact_other_law'),
    )
  })
})
