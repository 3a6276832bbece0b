import { expect } from 'vitest'
import { standingClock } from '#server/platform/clock.ts'
import { fen, yuanText, zeroFen, type Fen } from '#shared/money.ts'
import { anEarningVillage } from './earning-village.ts'
import { seededIds } from './ids.ts'
import { aPayoutDesk } from './payouts.ts'
import { honeyGoods } from './shop.ts'
import { expectSoundBooks } from '#tests/setup/ledger.ts'

export type PayingVillage = Awaited<ReturnType<typeof aPayingVillage>>
export type Who = 'household' | 'cooperative' | 'collective'

const paidAt = new Date('2026-11-19T02:00:00Z')
export const now = new Date('2026-11-27T02:00:00Z')
const everybody: Who[] = ['household', 'cooperative', 'collective']
export const numbers: Record<Who, string> = {
  household: '6222020200112233445',
  cooperative: '350001234567890',
  collective: '13900100040009999',
}
export const refused = (kind: string) => ({ ok: false, refusal: { kind } })
export const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
export const bytes = (file: string) => new TextEncoder().encode(file)
/** of ICBC's result */
export const TITLES = '备注信息,收款账号,金额,处理状态,指令序号,失败原因'

/** An earning village, and two operators who pay it out: chen proposes, lin lets it go. */
export async function aPayingVillage() {
  const village = await anEarningVillage('payouts')
  const { parties, shares, ledger, db } = village
  const clock = standingClock(now)
  const desk = aPayoutDesk({ db, clock, ids: seededIds('desk') })
  const { payouts } = desk
  const chen = await desk.anOperator('chen', '陈出纳', '13900000041')
  const lin = await desk.anOperator('lin', '林复核', '13900000042')
  clock.advance(60_000)
  const idOf = (who: Who) => parties[who].partyId
  const owed = (who: Who) => shares.owedTo(idOf(who))

  /** I12: what the cooperative says the platform owes is what the platform owes it and its households. */
  async function expectMirrored() {
    const sums = await Promise.all([owed('household'), owed('cooperative')])
    const [receivable] = await ledger.balances({ book: 'coop-yiyou', codePrefix: '113.platform' })
    expect(receivable?.net ?? 0).toBe(
      sums.reduce((sum, one) => sum + one.pendingFen + one.availableFen + one.payingFen - one.owesFen, 0),
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

  const place = { province: '福建', city: '福州' }
  function accountOf(who: Who, change: Partial<Parameters<typeof payouts.addAccount>[0]> = {}) {
    const isPerson = who === 'household'
    return payouts.addAccount(
      {
        ...{ rail: 'bank', partyId: idOf(who), holderKind: isPerson ? 'person' : 'organisation' },
        holderName: isPerson ? '黄阿土' : parties[who].name.zh,
        ...{ bankName: '中国农业银行', ...place, number: numbers[who] },
        ...change,
      },
      chen,
    )
  }
  function payerAccount(rail: 'bank' | 'stripe' = 'bank', number = '1402012345678901234') {
    const { partyId, name } = parties.platform
    return payouts.addAccount(
      {
        ...{ rail, partyId, holderKind: 'organisation', holderName: name.zh },
        ...{ bankName: '中国工商银行', ...place, number },
      },
      chen,
    )
  }
  async function openAccounts() {
    for (const answer of [
      await payerAccount(),
      ...(await Promise.all(everybody.map((who) => accountOf(who)))),
    ])
      expect(answer).toMatchObject({ ok: true })
  }

  type Draft = Partial<Parameters<typeof payouts.propose>[0]>
  async function propose(whom: Who[] = everybody, draft: Draft = {}) {
    const proposed = await payouts.propose(
      { rail: 'bank_file', bank: 'icbc', format: 'csv', ...draft, parties: whom.map(idOf) },
      chen,
    )
    if (!proposed.ok) throw new Error(proposed.refusal.kind)
    return (await payouts.batch(proposed.value.batchId))!
  }
  function approve({ batchId, sha256 }: { batchId: string; sha256: string }, by = lin) {
    clock.advance(30_000)
    return payouts.approve(batchId, { sha256, code: by.code() }, by)
  }
  async function anApproved(whom: Who[] = everybody, draft: Draft = {}) {
    const batch = await propose(whom, draft)
    expect(await approve(batch)).toEqual({ ok: true, value: null })
    return batch
  }

  type Said = {
    who: Who
    status?: string
    reference?: string
    amount?: string
    account?: string
    reason?: string
  }
  /** The bank's answer. */
  function resultOf(batch: Awaited<ReturnType<typeof propose>>, said: Said[]): Uint8Array<ArrayBuffer> {
    const rows = said.map(
      ({ who, status = '处理成功', reference = `R${who}`, reason = '户名不符', ...one }) => {
        const line = batch.lines.find(({ partyId }) => partyId === idOf(who))!
        const yuan = one.amount ?? yuanText(line.amountFen)
        const cells = [one.account ?? numbers[who], yuan, status, reference, reason]
        return [`FK${batch.number}-00${line.number}`, ...cells].join(',')
      },
    )
    return bytes(['工商银行批量结果', TITLES, ...rows].join('\r\n'))
  }

  return {
    ...village,
    ...{ clock, desk, payouts, chen, lin, idOf, owed, expectMirrored, earn },
    ...{ accountOf, payerAccount, openAccounts, propose, approve, anApproved, resultOf },
    importing: (batchId: string, file: Uint8Array<ArrayBuffer>) =>
      payouts.importResult(batchId, { name: '结果.csv', bytes: file }, chen),
    outcomes: async (batchId: string) =>
      (await payouts.batch(batchId))!.imports.at(0)!.lines.map(({ outcome }) => outcome),
    balance: async (book: string, code: string): Promise<Fen> =>
      (await ledger.balances({ book, codePrefix: code })).find((one) => one.code === code)?.net ?? zeroFen,
    /** Whatever was done: the books are sound, and what two books say of one debt is the same. */
    async closeSound() {
      await expectSoundBooks(ledger)
      await expectMirrored()
      await village.close()
    },
  }
}
