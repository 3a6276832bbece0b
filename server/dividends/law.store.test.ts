import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fen } from '#shared/money.ts'
import {
  aClosedYear,
  aDeclared,
  anOffice,
  anOrganisationWith,
  aProposal,
  assembly,
  aYear,
  bookkeeper,
  march,
  papers,
  value,
  type Kind,
  type Office,
  type Organisation,
} from '#tests/make/cooperative.ts'
import { asOwner } from '#tests/setup/ledger.ts'

// The database refuses what the law refuses, each thing by a name of its own that the pages have words for.

let office: Office
let count = 0

beforeAll(async () => {
  office = await anOffice()
})
beforeEach(() => office.clock.set(march))
afterAll(() => office.close())

const refused = (kind: string) => ({ ok: false, refusal: { kind } })
const passed = expect.objectContaining({ ok: true })

async function anOrg(kind: Kind = 'cooperative', memberCount = 3): Promise<Organisation> {
  return anOrganisationWith(office, {
    ...{ name: `org-${++count}`, kind },
    // some share by these; the rest only vote
    members: Array.from({ length: memberCount }, (_, at) =>
      at < 3 ? { contribution: 100, incomeShares: 1 } : {},
    ),
  })
}
async function aSharedYear(kind: Kind = 'cooperative', { memberCount = 3, surplus = 100_001 } = {}) {
  const org = await anOrg(kind, memberCount)
  await aYear(org, { surplus, trades: kind === 'cooperative' ? [5000] : [] })
  return { org, periodId: await aClosedYear(org) }
}
async function onView(kind: Kind = 'cooperative', memberCount = 3, assemblyOn = '2026-03-16') {
  const { org, periodId } = await aSharedYear(kind, { memberCount })
  const runId = await aProposal(org, { periodId })
  value(await office.dividends.putOnView(runId, assemblyOn, bookkeeper))
  office.clock.set(new Date('2026-03-16T03:00:00Z'))
  return { org, runId }
}
/** The row of a run as the service would write it, with figures of one's own. */
const insertRun = (periodId: string, figures: Record<string, number>, regime: Kind = 'cooperative') =>
  office.db.dividendRun.create({
    data: {
      ...{ id: `run_${++count}`, periodId, seq: 1, regime, state: 'proposed', createdAt: march },
      ...{ surplusFen: 100_001, lossCoverFen: 0, reserveBp: 0, reserveFen: 0, poolBp: 6000 },
      ...{ distributableFen: 100_001, poolFen: 60_001, restFen: 40_000, ...figures },
    },
  })

describe('a proposal', () => {
  it('gives back at least 60 % by trade (合作社法 44): 59.99 % is refused, and so is 60 % rounded down', async () => {
    const { periodId } = await aSharedYear()
    const proposal = { periodId, reserveBp: 0, poolBp: 5999 }

    expect(await office.dividends.propose(proposal, bookkeeper)).toEqual(refused('pool_too_small'))
    await expect(insertRun(periodId, { poolFen: 60_000, restFen: 40_001 })).rejects.toThrow(
      /DIVIDEND_POOL_TOO_SMALL 合作社法 44/,
    )
    expect(await office.dividends.propose({ ...proposal, poolBp: 6000 }, bookkeeper)).toEqual(passed)
  })

  it('is of what is booked, to the fen, and of no grant', async () => {
    const { org, periodId } = await aSharedYear()
    const grant = { organisationId: org.organisationId, purpose: '冷库', funder: '县财政' }
    const { grantId } = value(
      await office.dividends.registerGrant(
        { ...grant, budgetFen: fen(50_000), evidence: papers('批文.pdf') },
        bookkeeper,
      ),
    )
    const money = { amountFen: fen(50_000), reference: 'CZ-1' }
    value(await office.dividends.receiveGrant(grantId, money, bookkeeper))

    const more = (extra: number) =>
      insertRun(periodId, {
        ...{ surplusFen: 100_001 + extra, distributableFen: 100_001 + extra },
        ...{ poolFen: 100_001 + extra, restFen: 0 },
      })
    await expect(more(50_000)).rejects.toThrow(/DIVIDEND_INCLUDES_GRANT 合作社法 44, 53/)
    await expect(more(50_001)).rejects.toThrow(/DIVIDEND_SURPLUS_NOT_BOOKED/)
    await expect(more(-1)).rejects.toThrow(/DIVIDEND_SURPLUS_NOT_BOOKED/)
  })

  it('counts no income that was taken out of a grant', async () => {
    const org = await anOrg()
    await aYear(org, { surplus: 1000, trades: [10] })
    const { book, ledger } = org
    await ledger.openAccounts([{ book, code: '235.old', name: '专项应付款', type: 'liability' }])
    await office.db.$transaction((tx) =>
      ledger.post(tx, [
        {
          ...{ key: 'washed', kind: 'income', effectiveOn: '2025-08-01', actor: 'x', memo: '' },
          source: { type: 'test', id: 'washed' },
          lines: [
            { book, account: '235.old', amount: fen(700) },
            { book, account: '501.sales', amount: fen(-700) },
          ],
        },
      ]),
    )
    await aClosedYear(org)

    expect(await office.dividends.periodsOf(org.organisationId)).toMatchObject([{ surplusFen: 1000 }])
  })

  it('covers losses first, and shares no more than is left', async () => {
    const org = await anOrg()
    await aYear(org, { year: 2024, surplus: -400 })
    await aClosedYear(org, 2024)
    await aYear(org, { surplus: 100_001, trades: [10] })
    const periodId = await aClosedYear(org)

    await expect(insertRun(periodId, {})).rejects.toThrow(/DIVIDEND_LOSS_FIRST/)
    const covered = { lossCoverFen: 400, distributableFen: 99_601, poolFen: 99_601, restFen: 0 }
    await expect(insertRun(periodId, { ...covered, restFen: 1 })).rejects.toThrow(
      /DIVIDEND_OVER_DISTRIBUTABLE/,
    )
    const all = await office.dividends.propose({ periodId, reserveBp: 10_000, poolBp: 6000 }, bookkeeper)
    expect(all).toEqual(refused('nothing_to_share'))
  })

  it('is the only one until it is decided, and a correction names what was booked since', async () => {
    const { org, periodId } = await aSharedYear()
    const runId = await aProposal(org, { periodId })
    const again = { periodId, reserveBp: 0, poolBp: 6000 }
    expect(await office.dividends.propose(again, bookkeeper)).toEqual(refused('run_open'))

    value(await office.dividends.withdraw(runId, bookkeeper))
    await aDeclared(org, await aProposal(org, { periodId }))
    expect(await office.dividends.propose(again, bookkeeper)).toEqual(refused('adjustment_not_booked'))
    await expect(insertRun(periodId, { seq: 2, adjustmentFen: -5, surplusFen: 99_996 })).rejects.toThrow(
      /DIVIDEND_ADJUSTMENT_NOT_BOOKED/,
    )
  })

  it('of a collective goes by shares alone (集体经济组织法 42)', async () => {
    const { periodId } = await aSharedYear('collective')

    await expect(insertRun(periodId, {}, 'collective')).rejects.toThrow(/DIVIDEND_ONLY_BY_SHARES/)
  })
})

describe('a period', () => {
  it('is over, closed, of whole months and closed once', async () => {
    // without an entry: a month before would have to be closed first
    const org = await anOrganisationWith(office, { name: `org-${++count}`, members: [{}] })
    const { organisationId } = org
    const close = (fromOn: string, toOn: string) =>
      office.dividends.closePeriod({ organisationId, fromOn, toOn }, bookkeeper)

    expect(await close('2026-01-01', '2026-12-31')).toEqual(refused('period_not_over'))
    expect(await close('2025-01-02', '2025-12-31')).toEqual(refused('period_not_whole'))
    const open = {
      ...{ id: 'period_open', organisationId, surplusFen: 0, lossBeforeFen: 0, closedAt: march },
      ...{ fromOn: new Date('2025-01-01'), toOn: new Date('2025-12-31'), closedBy: 'x', closedByName: 'x' },
    }
    await expect(office.db.dividendPeriod.create({ data: open })).rejects.toThrow(/DIVIDEND_PERIOD_OPEN/)
    expect(await close('2025-01-01', '2025-12-31')).toEqual(passed)
    expect(await close('2025-07-01', '2025-12-31')).toEqual(refused('period_closed_before'))
  })

  it('counts what was posted until the moment it closes, and nothing after', async () => {
    const org = await anOrg()
    const facts = Array.from({ length: 12 }, (_, at) =>
      aYear(org, { surplus: 100 + at }).then(
        () => 'booked',
        (error: Error) => error.message,
      ),
    )
    const periodId = aClosedYear(org)
    await Promise.all([...facts, periodId])
    const [period] = await office.dividends.periodsOf(org.organisationId)

    const kept = await office.ledger.turnover({
      ...{ book: org.book, codePrefix: '332.undistributed', from: '2025-01-01', to: '2025-12-31' },
    })
    expect((kept[0]?.credit ?? 0) - (kept[0]?.debit ?? 0)).toBe(period!.surplusFen)
    const left = await office.ledger.balances({ book: org.book, codePrefix: '5' })
    expect(left.reduce((sum, { net }) => sum + Math.abs(net), 0)).toBe(0)
  })
})

describe('documents', () => {
  it('lie open 15 days before a cooperative’s assembly, by the clock of the village (合作社法 40)', async () => {
    const { org, periodId } = await aSharedYear()
    const runId = await aProposal(org, { periodId })
    const show = (at: string) => {
      office.clock.set(new Date(at))
      return office.dividends.putOnView(runId, '2026-03-16', bookkeeper)
    }

    // Midnight in Shanghai turns 15 days into 14.
    expect(await show('2026-03-01T16:00:00.000Z')).toEqual(refused('notice_short'))
    expect(await show('2026-03-01T15:59:59.999Z')).toEqual(passed)
  })

  it('lie open 10 days in a collective, and notice is as long (集体经济组织法 27, 46)', async () => {
    const { org, periodId } = await aSharedYear('collective')
    const runId = await aProposal(org, { periodId })

    const nine = await office.dividends.putOnView(runId, '2026-03-10', bookkeeper)
    expect(nine).toEqual(refused('notice_short_collective'))
    expect(await office.dividends.putOnView(runId, '2026-03-11', bookkeeper)).toEqual(passed)
  })

  it('are all there, and stay as they are from then on', async () => {
    const { periodId } = await aSharedYear()
    const { runId } = value(
      await office.dividends.propose({ periodId, reserveBp: 0, poolBp: 6000 }, bookkeeper),
    )
    const report = { ...papers('财务会计报告.pdf'), kind: 'financial_report' as const }
    value(await office.dividends.addDocument(runId, report))
    const show = () => office.dividends.putOnView(runId, '2026-03-16', bookkeeper)

    expect(await show()).toEqual(refused('documents_missing'))
    value(await office.dividends.addDocument(runId, { ...report, kind: 'business_report' }))
    value(await show())
    expect(await office.dividends.addDocument(runId, report)).toEqual(refused('run_kept'))
    await expect(
      office.db.entitlement.updateMany({ where: { runId }, data: { amountFen: 0 } }),
    ).rejects.toThrow(/APPEND_ONLY/)
    await expect(
      office.db.dividendRun.update({ where: { id: runId }, data: { poolFen: 1 } }),
    ).rejects.toThrow(/DIVIDEND_RUN_KEPT/)
  })
})

describe('an assembly', () => {
  const decide = (
    runId: string,
    record: Partial<ReturnType<typeof assembly>> & { votesFor: number; inHall: number },
  ) => {
    const { votesFor, inHall, ...more } = record
    return office.dividends.recordAssembly(
      runId,
      { ...assembly({ heldOn: '2026-03-16', for: votesFor, inHall }), ...more },
      bookkeeper,
    )
  }

  it('needs two thirds of the members there, and more than half of all votes (合作社法 30)', async () => {
    const { runId } = await onView('cooperative', 10)

    expect(await decide(runId, { votesFor: 6, inHall: 6 })).toEqual(refused('quorum_short'))
    expect(await decide(runId, { votesFor: 5, inHall: 7 })).toEqual(refused('majority_short'))
    expect(await decide(runId, { votesFor: 6, inHall: 7 })).toEqual(passed)
    expect((await office.dividends.run(runId))?.state).toBe('resolved')
  })

  it('needs two thirds of all votes to change the charter (合作社法 30)', async () => {
    const { runId } = await onView('cooperative', 9)
    const matter = 'charter'

    expect(await decide(runId, { matter, votesFor: 5, inHall: 9 })).toEqual(refused('charter_majority_short'))
    expect(await decide(runId, { matter, votesFor: 6, inHall: 9 })).toEqual(passed)
  })

  it('of a collective needs two thirds of all its members, not of those who came (集体经济组织法 27)', async () => {
    const { runId } = await onView('collective', 9)

    expect(await decide(runId, { votesFor: 5, inHall: 9 })).toEqual(refused('majority_short_collective'))
    expect(await decide(runId, { votesFor: 6, inHall: 5 })).toEqual(refused('quorum_short'))
    expect(await decide(runId, { votesFor: 6, inHall: 6 })).toEqual(passed)
  })

  it('of representatives is for more than 150 members and at least 51 of them (合作社法 32)', async () => {
    const small = await onView('cooperative', 150)
    const body = 'representatives'
    expect(await decide(small.runId, { body, representatives: 60, votesFor: 60, inHall: 60 })).toEqual(
      refused('body_not_allowed'),
    )

    office.clock.set(march)
    const large = await onView('cooperative', 151)
    const by = (representatives: number) =>
      decide(large.runId, { body, representatives, votesFor: representatives, inHall: representatives })
    expect(await by(50)).toEqual(refused('body_not_allowed'))
    expect(await by(51)).toEqual(passed)
  })

  it('of a collective’s representatives has more than 20 (集体经济组织法 28)', async () => {
    const { runId } = await onView('collective', 30)
    const by = (representatives: number) =>
      decide(runId, { body: 'representatives', representatives, votesFor: 15, inHall: representatives })

    expect(await by(20)).toEqual(refused('body_not_allowed_collective'))
    expect(await by(21)).toEqual(passed)
  })

  it('is not held before its day, nor counted by another register', async () => {
    const { org, runId } = await onView('cooperative', 3)

    expect(await decide(runId, { heldOn: '2026-03-17', votesFor: 3, inHall: 3 })).toEqual(
      refused('not_yet_held'),
    )
    expect(await decide(runId, { heldOn: '2026-03-15', votesFor: 3, inHall: 3 })).toEqual(
      refused('notice_short'),
    )
    office.clock.set(march)
    const called = await onView('cooperative', 3, '2026-03-20')
    expect(await decide(called.runId, { votesFor: 3, inHall: 3 })).toEqual(refused('not_yet_held'))
    const row = {
      ...{ runId, body: 'members', matter: 'distribution', heldOn: new Date('2026-03-16'), attended: 2 },
      ...{ members: 2, votesTotal: 2, votesFor: 2, votesAgainst: 0, votesAbstained: 0, minutesName: 'x' },
      ...{ minutesSha256: new Uint8Array(32), recordedAt: office.clock.now(), recordedBy: 'x' },
    }
    await expect(office.db.dividendResolution.create({ data: row })).rejects.toThrow(
      /DIVIDEND_MEMBERS_DIFFER/,
    )
    value(await office.dividends.vote({ runId, memberId: org.memberIds[0]! }, 'against'))
    await expect(
      office.db.dividendResolution.create({ data: { ...row, members: 3, votesTotal: 3 } }),
    ).rejects.toThrow(/DIVIDEND_VOTES_LOST/)
  })

  it('adds votes by phone to those on paper, each member’s once, and only members’', async () => {
    const { org, runId } = await onView('cooperative', 3)
    const [first, second] = org.memberIds.map((memberId) => ({ runId, memberId }))
    const stranger = await anOrg()

    value(await office.dividends.vote(first!, 'for'))
    expect(await office.dividends.vote(first!, 'against')).toEqual(refused('voted_before'))
    expect(await office.dividends.vote({ runId, memberId: stranger.memberIds[0]! }, 'for')).toEqual(
      refused('not_a_member'),
    )
    value(await office.dividends.vote(second!, 'abstain'))
    value(await decide(runId, { votesFor: 1, inHall: 1 }))
    expect((await office.dividends.run(runId))?.resolution).toMatchObject({
      ...{ attended: 3, votesFor: 2, votesAgainst: 0, votesAbstained: 1, votesTotal: 3 },
    })
    const late = { runId, memberId: org.memberIds[2]! }
    expect(await office.dividends.vote(late, 'for')).toEqual(refused('not_on_view'))
  })

  it('hears no vote before its day', async () => {
    const { org, runId } = await onView()
    office.clock.set(new Date('2026-03-15T15:59:59Z'))

    const early = await office.dividends.vote({ runId, memberId: org.memberIds[0]! }, 'for')
    expect(early).toEqual(refused('vote_too_early'))
  })
})

describe('a step', () => {
  it('is never skipped, and names who took it', async () => {
    const { runId } = await onView()
    const to = (state: string) => office.db.dividendRun.update({ where: { id: runId }, data: { state } })

    for (const state of ['proposed', 'posted', 'paid', 'receipted', 'published'])
      await expect(to(state), state).rejects.toThrow(/DIVIDEND_STATE_SKIPPED/)
    await expect(to('resolved')).rejects.toThrow(/DIVIDEND_NO_RESOLUTION/)
    await expect(to('withdrawn')).rejects.toThrow(/DIVIDEND_NO_ACTOR/)
    expect(await office.dividends.post(runId, bookkeeper)).toEqual(refused('state_skipped'))
    await expect(office.db.dividendRun.delete({ where: { id: runId } })).rejects.toThrow()
    await expect(
      asOwner(office.url, `update dividend_event set actor_name = 'x' where run_id = '${runId}'`),
    ).rejects.toThrow(/APPEND_ONLY/)
  })

  it('is posted once, however often and by how many it is asked', async () => {
    const { org, periodId } = await aSharedYear()
    const runId = await aProposal(org, { periodId })
    value(await office.dividends.putOnView(runId, '2026-03-16', bookkeeper))
    office.clock.set(new Date('2026-03-16T03:00:00Z'))
    const record = assembly({ heldOn: '2026-03-16', for: 3, inHall: 3 })
    value(await office.dividends.recordAssembly(runId, record, bookkeeper))

    const answers = await Promise.all([1, 2, 3].map(() => office.dividends.post(runId, bookkeeper)))

    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await office.ledger.journalsOf({ type: 'dividend', id: runId })).toHaveLength(1)
  })

  it('of paying comes from the organisation’s own account, once a bank reference', async () => {
    const { org, periodId } = await aSharedYear()
    const runId = await aProposal(org, { periodId })
    await aDeclared(org, runId)
    const [one, two] = (await office.dividends.run(runId))!.payments
    const stranger = await anOrg()
    const pay = (payment: typeof one, accountId: string) =>
      office.dividends.recordPaid(
        { runId, paymentId: payment!.paymentId },
        { accountId, reference: 'ICBC-7' },
        bookkeeper,
      )

    expect(await pay(one, stranger.accountId)).toEqual(refused('other_account'))
    expect(await pay(one, org.accountId)).toEqual(passed)
    expect(await pay(one, org.accountId)).toEqual(refused('state_skipped'))
    expect(await pay(two, org.accountId)).toEqual(refused('reference_used'))
    expect((await office.dividends.run(runId))?.state).toBe('posted')
  })
})

it('keeps a collective’s money out of accounts in a person’s name (集体经济组织法 44)', async () => {
  const [village, coop] = [await anOrg('collective'), await anOrg('cooperative')]
  const personal = { holderKind: 'person', holderName: '王某', lastFour: '1234' } as const
  const open = ({ organisationId }: Organisation) =>
    office.dividends.openBankAccount({ ...personal, organisationId })

  expect(await open(village)).toEqual(refused('personal_account'))
  expect(await open(coop)).toEqual(passed)
  const disguised = {
    id: 'bank_x',
    regime: 'cooperative',
    ...personal,
    organisationId: village.organisationId,
  }
  await expect(office.db.bankAccount.create({ data: disguised })).rejects.toThrow(
    /DIVIDEND_PERSONAL_ACCOUNT 集体经济组织法 44/,
  )
})
