import { createLedger } from '#server/ledger/index.ts'
import type { Db } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import { fen } from '#shared/money.ts'
import { uuidOf } from './ids.ts'

export const memberOne = uuidOf('member one')
export const memberTwo = uuidOf('member two')
const member = (partyId: string) => ({ code: `114.${partyId}`, type: 'asset', partyId }) as const

const ACCOUNTS = [
  { code: '102', type: 'asset' },
  { code: '113.platform', type: 'asset' },
  member(memberOne),
  member(memberTwo),
  { code: '151', type: 'asset' },
  { code: '152', type: 'asset' },
  { code: '221', type: 'liability' },
  { code: '222', type: 'liability' },
  { code: '301', type: 'equity' },
  { code: '322', type: 'equity' },
  { code: '331', type: 'equity' },
  { code: '332', type: 'equity' },
  { code: '501.sales', type: 'income' },
  { code: '523', type: 'expense' },
] as const

export type Lines = readonly [account: string, amount: number][]

/** A cooperative's book with a few accounts, and a hand to post to it. */
export async function aCoopBook({ db, ids, code = 'coop' }: { db: Db; ids: Ids; code?: string }) {
  const ledger = createLedger({ db, ids })
  await ledger.openBook({ code, name: '蜜蜂专业合作社', regime: 'coop-2021-37' })
  await ledger.openAccounts(
    ACCOUNTS.map((account) => ({ book: code, name: `科目 ${account.code}`, ...account })),
  )
  let count = 0
  return {
    ledger,
    code,
    accounts: ACCOUNTS.map((account) => account.code),
    async post(effectiveOn: string, lines: Lines, memo = '一笔'): Promise<string> {
      const key = `${code}:${(count += 1)}`
      const journal = {
        key,
        kind: 'test',
        effectiveOn,
        source: { type: 'test', id: key },
        actor: 'test',
        memo,
        lines: lines.map(([account, amount]) => ({ book: code, account, amount: fen(amount) })),
      }
      const posted = await db.$transaction((tx) => ledger.post(tx, [journal]), {
        maxWait: 60_000,
        timeout: 60_000,
      })
      return posted.get(key)!.journalId
    },
  }
}

/** Half a year of a cooperative: contributions, a distribution, a sale, an advance, expenses, a machine. */
export async function postStory({ post, ledger }: Awaited<ReturnType<typeof aCoopBook>>): Promise<void> {
  await post('2025-12-31', [
    ['102', 500_000],
    ['301', -500_000],
  ])
  await post('2025-12-31', [
    ['102', 400_003],
    ['332', -400_003],
  ])
  await post('2026-03-20', [
    ['332', 300_000],
    ['322', -30_000],
    ['221', -170_000],
    ['222', -100_000],
  ])
  await post('2026-05-10', [
    ['113.platform', 20_000],
    [`114.${memberOne}`, -12_000],
    ['501.sales', -8000],
  ])
  await post('2026-05-12', [
    [`114.${memberTwo}`, 5000],
    ['102', -5000],
  ])
  await post('2026-06-01', [
    ['523', 1500],
    ['102', -1500],
  ])
  await post('2026-06-30', [
    ['151', 10_000],
    ['102', -10_000],
  ])
  await post('2026-06-30', [
    ['523', 500],
    ['152', -500],
  ])
  await ledger.sealBlocks()
}
