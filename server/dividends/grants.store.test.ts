import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fen } from '#shared/money.ts'
import {
  anOffice,
  anOrganisationWith,
  bookkeeper,
  director,
  march,
  papers,
  value,
  type Kind,
  type Office,
  type Organisation,
} from '#tests/make/cooperative.ts'

let office: Office
let count = 0

beforeAll(async () => {
  office = await anOffice()
})
afterAll(() => office.close())

const refused = (kind: string) => ({ ok: false, refusal: { kind } })
const anOrg = (kind: Kind): Promise<Organisation> =>
  anOrganisationWith(office, { name: `org-${++count}`, kind, members: [{ contribution: 100 }] })

describe('a restricted grant', () => {
  async function aGrant(kind: Kind = 'cooperative') {
    const org = await anOrg(kind)
    const draft = { organisationId: org.organisationId, purpose: '建冷库', funder: '县财政局' }
    const { grantId } = value(
      await office.dividends.registerGrant(
        { ...draft, budgetFen: fen(60_000), evidence: papers('批文.pdf') },
        bookkeeper,
      ),
    )
    const ask = (amountFen: number, as: 'asset' | 'cost' = 'cost') =>
      office.dividends.requestSpending(
        { grantId, purpose: '购设备', kind: as, amountFen: fen(amountFen), evidence: papers('发票.pdf') },
        bookkeeper,
      )
    const receive = (amountFen: number, reference: string) =>
      office.dividends.receiveGrant(grantId, { amountFen: fen(amountFen), reference }, bookkeeper)
    const view = async () => (await office.dividends.grantsOf(org.organisationId))[0]!
    return { org, grantId, ask, receive, view }
  }

  it('is spent with a document and by two people, within its budget and what has come', async () => {
    const { org, grantId, ask, receive, view } = await aGrant()
    value(await receive(40_000, 'CZ-1'))
    value(await receive(40_000, 'CZ-1')) // the same advice again
    expect(await receive(20_001, 'CZ-2')).toEqual(refused('grant_over_budget'))
    const { spendingId } = value(await ask(30_000, 'asset'))
    expect(await ask(30_001)).toEqual(refused('grant_over_budget'))
    const second = value(await ask(30_000))
    const at = { grantId, spendingId }

    expect(await office.dividends.decideSpending(at, 'approved', bookkeeper)).toEqual(
      refused('grant_two_people'),
    )
    await expect(
      office.db.grantSpending.update({
        where: { id: spendingId },
        data: { state: 'refused', checkerId: bookkeeper.userId, checkedAt: march },
      }),
    ).rejects.toThrow(/GRANT_TWO_PEOPLE 会计法 25/)
    value(await office.dividends.decideSpending(at, 'approved', director))
    expect(await office.dividends.decideSpending(at, 'approved', director)).toEqual(refused('grant_kept'))
    expect(
      await office.dividends.decideSpending({ grantId, spendingId: second.spendingId }, 'approved', director),
    ).toEqual(refused('grant_not_received'))

    expect(await view()).toMatchObject({
      ...{
        budgetFen: 60_000,
        receivedFen: 40_000,
        spentFen: 30_000,
        requestedFen: 30_000,
        balanceFen: 10_000,
      },
    })
    const owed = await office.ledger.balances({ book: org.book, codePrefix: '235.' })
    expect(owed.map(({ net }) => net)).toEqual([-10_000])
    const [fund] = await office.ledger.balances({ book: org.book, codePrefix: '311.grants' })
    expect(fund?.net).toBe(-30_000)
  })

  it('stands under the head of its regime, and what was recorded of it stays', async () => {
    const { org, grantId } = await aGrant('collective')
    const owed = await office.ledger.balances({ book: org.book, codePrefix: '241.' })
    expect(owed).toHaveLength(1)
    const row = {
      ...{ id: 'grant_x', organisationId: org.organisationId, purpose: 'x', funder: 'x', budgetFen: 1 },
      ...{ evidenceName: 'x', evidenceSha256: new Uint8Array(32), createdAt: march, createdBy: 'x' },
    }
    await expect(office.db.grant.create({ data: { ...row, account: '503.subsidy' } })).rejects.toThrow(
      /GRANT_WRONG_ACCOUNT/,
    )
    const change = (data: object) => office.db.grant.update({ where: { id: grantId }, data })
    await expect(change({ budgetFen: 99 })).rejects.toThrow(/GRANT_KEPT/)
    await expect(change({ receivedFen: 5 })).rejects.toThrow(/GRANT_NOT_BOOKED/)
  })
})
