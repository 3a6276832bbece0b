import { createPayments } from '#server/payments/index.ts'
import { createPayouts } from '#server/payouts/index.ts'
import type { Ledger } from '#server/ledger/index.ts'
import { createSecondFactors } from '#server/identity/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import { createLog } from '#server/platform/log.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Registry } from '#server/registry/index.ts'
import { bank, clawbackOf, refundAccounts, transitAccounts } from '#server/revenue-share/index.ts'
import { businessDay } from '#shared/calendar.ts'
import { fen } from '#shared/money.ts'
import { cooperativeBook, householdId } from './places.ts'

// What households of two villages may be paid on the demo's first day, where they want it, and a batch that waits for
// a second operator. Invented, account numbers too.

type Payee = { village: string; household: number; yuan: number; bank: string; number: string }
const payees: Payee[] = [
  { village: 'xiadang', household: 0, yuan: 1286.4, bank: '中国农业银行', number: '6228480000000000017' },
  { village: 'xiadang', household: 1, yuan: 942.75, bank: '福建省农村信用社', number: '6221840000000000025' },
  { village: 'longdi', household: 0, yuan: 2310.08, bank: '中国邮政储蓄银行', number: '6217990000000000033' },
  { village: 'longdi', household: 1, yuan: 615.5, bank: '中国农业银行', number: '6228480000000000041' },
  { village: 'longdi', household: 2, yuan: 1077.3, bank: '福建省农村信用社', number: '6221840000000000058' },
  { village: 'dingcun', household: 0, yuan: 68.5, bank: '中国邮政储蓄银行', number: '6217990000000000066' },
  { village: 'dingcun', household: 1, yuan: 41.2, bank: '中国农业银行', number: '6228480000000000074' },
  { village: 'yiyou', household: 1, yuan: 356.2, bank: '福建省农村信用社', number: '6221840000000000082' },
]
/** Paid out before the demo's first day, and a part of it refunded to buyers afterwards: what its member owes. */
const debt = { village: 'yiyou', household: 2, yuan: 86.4 }
const PROPOSED = 2

type Parts = {
  db: Db
  ledger: Ledger
  registry: Registry
  clock: Clock
  ids: Ids
  secret: string | undefined
}
type Whose = Pick<Payee, 'village' | 'household' | 'yuan'>
type Known<One = Whose> = One & { partyId: string; head: string }

export async function seedPayouts({ db, ledger, registry, clock, ids, secret }: Parts): Promise<void> {
  const known = await Promise.all(payees.map((payee) => knownTo(db, payee)))
  const debtor = await knownTo(db, debt)
  await ledger.openAccounts([...transitAccounts, ...refundAccounts([debtor.partyId])])
  const today = businessDay(clock.now())
  await ledger.post(db, [...known.map((payee) => carriedOver(payee, today)), owed(debtor, today)])
  // Without the shop's secret nothing can be sealed that it could open.
  if (!secret) return
  // Never asked: what is seeded goes by bank.
  const payments = createPayments({
    env: {
      STRIPE_SECRET_KEY: 'sk_test_seed',
      STRIPE_WEBHOOK_SECRET: 'whsec_seed',
      STRIPE_API_BASE: undefined,
    },
    log: createLog({ LOG_LEVEL: 'warn' }),
  })
  const identity = createSecondFactors({ db, clock, ids, env: { APP_SECRET: secret } })
  const payouts = createPayouts({ db, clock, ids, ledger, registry, identity, payments, secret })
  const by = { userId: 'user_operator', name: '值班员' }
  const platform = await registry.platform()
  const place = { province: '福建', city: '' }
  await payouts.addAccount(
    {
      rail: 'bank',
      ...{ partyId: platform.partyId, holderKind: 'organisation', holderName: platform.name.zh, ...place },
      ...{ bankName: '中国工商银行', number: '1402000000000000001' },
    },
    by,
  )
  for (const { partyId, head, bank, number } of known)
    await payouts.addAccount(
      { rail: 'bank', partyId, holderKind: 'person', holderName: head, ...place, bankName: bank, number },
      by,
    )
  const parties = known.slice(0, PROPOSED).map(({ partyId }) => partyId)
  await payouts.propose({ rail: 'bank_file', bank: 'icbc', format: 'csv', parties }, by)
}

async function knownTo<One extends Whose>(db: Db, payee: One): Promise<Known<One>> {
  const { partyId, headNameZh } = await db.household.findUniqueOrThrow({
    where: { id: householdId(payee.village, payee.household) },
  })
  return { ...payee, partyId, head: headNameZh }
}

/** Earned before the demo's first day and past its return period, in both books that know of it; Stripe has paid it out. */
function carriedOver({ village, partyId, yuan }: Known, effectiveOn: string) {
  const book = cooperativeBook(village)
  const amount = fen(Math.round(yuan * 100))
  return {
    ...{ key: `demo-carried:${partyId}`, kind: 'maturity', effectiveOn, actor: 'seed' },
    source: { type: 'demo', id: partyId },
    memo: '演示期初：此前销售，退货期已过',
    lines: [
      { book: 'platform', account: bank, amount },
      { book: 'platform', account: `211.${partyId}.available`, amount: fen(-amount) },
      { book, account: '113.platform', amount },
      { book, account: `114.${partyId}`, amount: fen(-amount) },
    ],
  }
}

/** Refunded to buyers out of the platform's bank, which the member gives back out of what he earns; in both books. */
function owed({ village, partyId, yuan }: Known, effectiveOn: string) {
  const book = cooperativeBook(village)
  const amount = fen(Math.round(yuan * 100))
  return {
    ...{ key: `demo-owed:${partyId}`, kind: 'refund', effectiveOn, actor: 'seed' },
    source: { type: 'demo', id: partyId },
    memo: '演示期初：货款发放后的退款，待追回',
    lines: [
      { book: 'platform', account: clawbackOf(partyId), amount },
      { book: 'platform', account: bank, amount: fen(-amount) },
      { book, account: `114.${partyId}`, amount },
      { book, account: '113.platform', amount: fen(-amount) },
    ],
  }
}
