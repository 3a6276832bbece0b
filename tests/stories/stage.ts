import { createAccounting } from '#server/accounting/index.ts'
import { createDividends } from '#server/dividends/index.ts'
import { standingClock } from '#server/platform/clock.ts'
import { createRateLimits } from '#server/platform/rate-limits.ts'
import { createRegistry } from '#server/registry/index.ts'
import { fen } from '#shared/money.ts'
import { anEarningVillage } from '#tests/make/earning-village.ts'
import { noonOf } from '#tests/make/earning-year.ts'
import { seededIds } from '#tests/make/ids.ts'
import { aPayoutDesk } from '#tests/make/payouts.ts'

/** Account numbers of those who are paid; the platform's is whom the bank pays from. */
const NUMBERS = {
  household: '6222020200112233445',
  cooperative: '350001234567890',
  collective: '13900100040009999',
  platform: '1402012345678901234',
}
export type Paid = Exclude<keyof typeof NUMBERS, 'platform'>

export type Stage = Awaited<ReturnType<typeof aStage>>

/** The honey village with everybody whom a story needs: operators, members, bank accounts. Nothing is booked yet. */
export async function aStage(firstDay: string) {
  const village = await anEarningVillage('story')
  const { db, ledger, parties } = village
  const clock = standingClock(noonOf(firstDay))
  const ids = seededIds('story desk')
  const desk = aPayoutDesk({ db, clock, ids })
  const cashier = await desk.anOperator('chen', '陈出纳', '13900000041')
  const checker = await desk.anOperator('lin', '林复核', '13900000042')
  const registry = createRegistry({ db })
  const dividends = createDividends({ db, clock, ids, ledger, registry })
  const accounting = createAccounting({ db, ledger, limits: createRateLimits({ factor: 1 }) })

  for (const who of ['household', 'cooperative', 'collective', 'platform'] as const) {
    const isPerson = who === 'household'
    const opened = await desk.payouts.addAccount(
      {
        ...{ rail: 'bank', partyId: parties[who].partyId, holderKind: isPerson ? 'person' : 'organisation' },
        ...{ holderName: parties[who].name.zh, bankName: '中国农业银行', province: '福建', city: '福州' },
        number: NUMBERS[who],
      },
      cashier,
    )
    if (!opened.ok) throw new Error(opened.refusal.kind)
  }

  const organisationId = parties.cooperative.id
  const members = [
    {
      id: 'mem_household',
      partyId: parties.household.partyId,
      zh: '陈阿水',
      en: 'Chen Ashui',
      contribution: 300_000,
    },
    { id: 'mem_neighbour', partyId: ids.uuid(), zh: '林水木', en: 'Lin Shuimu', contribution: 200_000 },
  ]
  const admitted = {
    evidence: { name: '入社申请.pdf', sha256: new Uint8Array(32).fill(7) },
    by: { userId: 'user_accountant', name: '许慧敏' },
  }
  for (const { id, partyId, zh, en, contribution } of members) {
    const member = { id, organisationId, partyId, userId: `user_${id}`, name: { zh, en }, votes: 1 }
    const registered = await dividends.registerMember({ ...member, joinedOn: '2020-01-01' }, admitted)
    const money = { head: 'contribution' as const, amountFen: fen(contribution) }
    const recorded = { on: firstDay, ...admitted }
    const paid = await dividends.payIn({ organisationId, memberId: id }, money, recorded)
    if (!registered.ok || !paid.ok) throw new Error(`${id} was not admitted`)
  }
  const bank = await dividends.openBankAccount({
    ...{
      organisationId,
      holderName: parties.cooperative.name.zh,
      lastFour: '7890',
      holderKind: 'organisation',
    },
  })
  if (!bank.ok) throw new Error(bank.refusal.kind)

  const names = new Map([
    ...members.map(({ partyId, zh }) => [partyId, zh] as const),
    [parties.cooperative.partyId, '合作社'] as const,
    [parties.collective.partyId, '村集体'] as const,
  ])
  return {
    ...{ ...village, clock, desk, cashier, checker, dividends, accounting, organisationId },
    memberCount: members.length,
    bookCodes: ['platform', parties.cooperative.bookCode!, parties.collective.bookCode!],
    numberOf: (who: Paid) => NUMBERS[who],
    /** `211.<uuid>.pending` as an accountant would have it: with a name in place of the id */
    codeOf: (account: string) =>
      account
        .split('.')
        .map((part) => names.get(part) ?? part)
        .join('.'),
  }
}
