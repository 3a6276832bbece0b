import type { By, Dividends } from '#server/dividends/index.ts'
import type { JournalLine, Ledger } from '#server/ledger/index.ts'
import type { Db } from '#server/platform/db.ts'
import { businessDay } from '#shared/calendar.ts'
import { fen } from '#shared/money.ts'
import { aPersonWithRole } from '#tests/make/identity.ts'
import { uuidOf } from '#tests/make/ids.ts'
import { cooperativeBook } from './places.ts'

// Yiyou's bee-keepers have closed 2025, and their plan lies open; the assembly is today. People and figures are invented.

const VILLAGE = 'yiyou'
const YEAR = 2025
const accountant: By = { userId: 'user_cooperative', name: '许慧敏' }
/** A paper of the office, known by its name. */
function paper(name: string) {
  return { name, sha256: new Uint8Array(Buffer.from(uuidOf(name).replaceAll('-', '').repeat(2), 'hex')) }
}

type Keeper = { zh: string; en: string; phone?: string; tradeYuan: number; contributionYuan: number }
const admitted = { evidence: paper('入社申请和出资收据.pdf'), by: accountant }
const FOUNDED = '2019-03-01'
/** 建账: the first day of the books; what there was before is brought forward on it. */
const OPENED = `${YEAR}-01-01`

/** The first three are the village's households of the catalogue. */
const keepers: Keeper[] = [
  { zh: '黄阿土', en: 'Huang Atu', phone: '13900000021', tradeYuan: 48_600, contributionYuan: 8000 },
  { zh: '许金莲', en: 'Xu Jinlian', phone: '13900000022', tradeYuan: 36_250, contributionYuan: 6000 },
  { zh: '黄开花', en: 'Huang Kaihua', phone: '13900000023', tradeYuan: 27_480, contributionYuan: 5000 },
  { zh: '林水木', en: 'Lin Shuimu', tradeYuan: 19_900, contributionYuan: 5000 },
  { zh: '许春生', en: 'Xu Chunsheng', tradeYuan: 12_330, contributionYuan: 3000 },
  { zh: '黄招娣', en: 'Huang Zhaodi', tradeYuan: 0, contributionYuan: 10_000 },
]
const YUAN = 100

/** The year's facts, as the accountant would have booked them: what came in, was sold and was spent. */
function yearOf(
  parties: readonly string[],
): { on: string; kind: string; memo: string; lines: [string, number][] }[] {
  const trade = keepers.reduce((sum, { tradeYuan }) => sum + tradeYuan * YUAN, 0)
  return [
    {
      ...{ on: `${YEAR}-06-30`, kind: 'intake', memo: '收购成员蜂蜜' },
      lines: [
        ['128.goods', trade],
        ...keepers.flatMap(({ tradeYuan }, at): [string, number][] =>
          tradeYuan > 0 ? [[`114.${parties[at]}`, -tradeYuan * YUAN]] : [],
        ),
      ],
    },
    {
      ...{ on: `${YEAR}-11-30`, kind: 'sale_outside', memo: '蜂蜜销售' },
      lines: [
        ['102.bank', trade + 7_284_560],
        ['128.goods', -trade],
        ['501.sales', -7_284_560],
      ],
    },
    {
      ...{ on: `${YEAR}-12-15`, kind: 'member_paid', memo: '支付成员货款' },
      lines: [
        ['102.bank', -trade],
        ...keepers.flatMap(({ tradeYuan }, at): [string, number][] =>
          tradeYuan > 0 ? [[`114.${parties[at]}`, tradeYuan * YUAN]] : [],
        ),
      ],
    },
    {
      ...{ on: `${YEAR}-12-31`, kind: 'expense', memo: '包装、检测和管理费用' },
      lines: [
        ['523.admin', 2_684_555],
        ['102.bank', -2_684_555],
      ],
    },
  ]
}

const facts = (book: string) =>
  [
    { book, code: '102.bank', name: '银行存款', type: 'asset' },
    { book, code: '128.goods', name: '受托代销商品', type: 'asset' },
    { book, code: '523.admin', name: '管理费用', type: 'expense' },
  ] as const

/** What the service refuses, the seed has got wrong. */
function must<Value>(answer: { ok: true; value: Value } | { ok: false; refusal: { kind: string } }): Value {
  if (!answer.ok) throw new Error(`The seed was refused: ${answer.refusal.kind}`)
  return answer.value
}

type Parts = { db: Db; ledger: Ledger; dividends: Dividends; clock: { set(to: Date): void }; now: Date }
const DAY_MS = 86_400_000

export async function seedDividends({ db, ledger, dividends, clock, now }: Parts): Promise<void> {
  const book = cooperativeBook(VILLAGE)
  const organisationId = `org_${book}`
  const households = await db.household.findMany({
    where: { cooperativeId: organisationId },
    orderBy: { id: 'asc' },
  })
  const parties = keepers.map(({ zh }, at) => households[at]?.partyId ?? uuidOf(`member:${VILLAGE}:${zh}`))
  await ledger.openAccounts([
    ...facts(book),
    ...parties.map((partyId) => ({
      ...{ book, code: `114.${partyId}`, name: '成员往来', partyId },
      type: 'liability' as const,
    })),
  ])
  await seedMembers({ db, dividends }, { organisationId, parties })
  await seedFunds({ db, ledger, dividends }, { organisationId, book })
  for (const [at, { on, kind, memo, lines }] of yearOf(parties).entries())
    await ledger.post(db, [
      {
        ...{ key: `demo-year:${at}`, kind, effectiveOn: on, actor: accountant.userId, memo },
        source: { type: 'demo', id: `year-${at}` },
        lines: lines.map(([account, amount]): JournalLine => ({ book, account, amount: fen(amount) })),
      },
    ])
  const period = { organisationId, fromOn: `${YEAR}-01-01`, toOn: `${YEAR}-12-31` }
  const { periodId } = must(await dividends.closePeriod(period, accountant))
  const plan = { periodId, reserveBp: 1000, poolBp: 6500, mayConvert: true }
  const { runId } = must(await dividends.propose(plan, accountant))
  await showPlan({ dividends, clock, now }, runId)
  await seedGrant(dividends, organisationId)
}

async function seedMembers(
  { db, dividends }: Pick<Parts, 'db' | 'dividends'>,
  { organisationId, parties }: { organisationId: string; parties: readonly string[] },
): Promise<void> {
  for (const [at, { zh, en, phone, contributionYuan }] of keepers.entries()) {
    const key = `member-${VILLAGE}-${at + 1}`
    const user = phone
      ? await aPersonWithRole(db, { key, name: zh, phone, role: 'member', organisationId })
      : null
    const memberId = `mem_${VILLAGE}_${at + 1}`
    const member = { id: memberId, organisationId, partyId: parties[at]!, userId: user?.userId ?? null }
    must(
      await dividends.registerMember({ ...member, name: { zh, en }, votes: 1, joinedOn: FOUNDED }, admitted),
    )
    const money = { head: 'contribution' as const, amountFen: fen(contributionYuan * YUAN) }
    must(await dividends.payIn({ organisationId, memberId }, money, { on: OPENED, ...admitted }))
  }
  must(
    await dividends.openBankAccount({
      ...{ organisationId, holderName: '义由蜜蜂养殖专业合作社', lastFour: '6688' },
      holderKind: 'organisation',
    }),
  )
}

/** What years before have left: a reserve, and hives that the county paid for. Members have their shares of both. */
async function seedFunds(
  { db, ledger, dividends }: Pick<Parts, 'db' | 'ledger' | 'dividends'>,
  { organisationId, book }: { organisationId: string; book: string },
): Promise<void> {
  const contributed = keepers.reduce((sum, { contributionYuan }) => sum + contributionYuan * YUAN, 0)
  const [reserve, hives] = [contributed / 5, 300_000 * keepers.length]
  await ledger.openAccounts([
    { book, code: '151.grants', name: '固定资产 · 财政补助形成', type: 'asset' },
    { book, code: '322.reserve', name: '盈余公积', type: 'equity' },
    { book, code: '311.grants', name: '专项基金 · 财政补助', type: 'equity' },
  ])
  const lines: [string, number][] = [
    ['102.bank', reserve],
    ['151.grants', hives],
    ['322.reserve', -reserve],
    ['311.grants', -hives],
  ]
  await ledger.post(db, [
    {
      ...{ key: 'demo-funds', kind: 'brought_forward', effectiveOn: OPENED, actor: accountant.userId },
      memo: '建账：历年公积金和财政补助形成的资产',
      source: { type: 'demo', id: 'funds' },
      lines: lines.map(([account, amount]): JournalLine => ({ book, account, amount: fen(amount) })),
    },
  ])
  const recorded = { on: OPENED, evidence: paper('2024 年成员大会决议.pdf'), by: accountant }
  must(await dividends.quantifyReserve(organisationId, 'contribution', recorded))
  must(await dividends.quantifyGrants(organisationId, recorded))
}

/** The documents have lain open for 16 days; today members vote. */
async function showPlan(
  { dividends, clock, now }: Omit<Parts, 'db' | 'ledger'>,
  runId: string,
): Promise<void> {
  must(await dividends.addDocument(runId, { ...paper(`${YEAR} 年度业务报告.pdf`), kind: 'business_report' }))
  must(
    await dividends.addDocument(runId, { ...paper(`${YEAR} 年财务会计报告.pdf`), kind: 'financial_report' }),
  )
  const today = businessDay(now)
  clock.set(new Date(now.getTime() - 16 * DAY_MS))
  must(await dividends.putOnView(runId, today, accountant))
  clock.set(new Date(now.getTime() - 5 * DAY_MS))
  const at = { runId, memberId: `mem_${VILLAGE}_2` }
  must(await dividends.remark(at, { kind: 'question', text: '公积金留下来打算做什么用？' }))
  const { remarks } = (await dividends.run(runId))!
  const answer = { text: '先换两台摇蜜机，开春前到货，采购合同会公示。', by: accountant }
  must(await dividends.answerRemark(runId, remarks[0]!.remarkId, answer))
  clock.set(now)
}

async function seedGrant(dividends: Dividends, organisationId: string): Promise<void> {
  const grant = { organisationId, purpose: '蜂蜜冷藏库', funder: '闽清县农业农村局（演示）' }
  const { grantId } = must(
    await dividends.registerGrant(
      { ...grant, budgetFen: fen(6_000_000), evidence: paper('项目批复.pdf') },
      accountant,
    ),
  )
  must(
    await dividends.receiveGrant(
      grantId,
      { amountFen: fen(4_000_000), reference: 'CZ-2026-018' },
      accountant,
    ),
  )
  const spending = { grantId, purpose: '冷库机组首付款', kind: 'asset' as const, amountFen: fen(1_850_000) }
  must(await dividends.requestSpending({ ...spending, evidence: paper('购机合同.pdf') }, accountant))
}
