import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seededIds } from '#tests/make/ids.ts'
import { aPayingVillage, refused, type PayingVillage } from '#tests/make/paying-village.ts'

let village: PayingVillage

beforeEach(async () => {
  village = await aPayingVillage()
})
afterEach(() => village.closeSound())

describe('accounts', () => {
  it('of organisations are in their own name, and never a person’s', async () => {
    const { accountOf, db } = village
    expect(await accountOf('collective', { holderKind: 'person', holderName: '黄守正' })).toEqual(
      refused('holder_differs'),
    )
    expect(await accountOf('collective', { holderKind: 'person' })).toEqual(refused('personal_account'))
    expect(await accountOf('cooperative', { holderName: '别的合作社' })).toEqual(refused('holder_differs'))
    expect(await accountOf('household', { partyId: seededIds('y').uuid() })).toEqual(refused('party_unknown'))
    expect(await db.payoutAccount.count()).toBe(0)
  })

  it('of the platform is one at a bank', async () => {
    const { payerAccount } = village
    expect(await payerAccount('stripe', 'acct_1234567890')).toEqual(refused('platform_by_bank'))
    expect(await payerAccount()).toMatchObject({ ok: true })
  })

  it('are kept sealed, one in force, and none is changed', async () => {
    const { accountOf, db } = village
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
    const { payouts, chen, idOf, earn, accountOf, openAccounts, anApproved } = village
    await earn('first', 10_000)
    const ask = (draft: object) =>
      payouts.propose(
        { rail: 'bank_file', bank: 'icbc', format: 'csv', parties: [idOf('household')], ...draft },
        chen,
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
