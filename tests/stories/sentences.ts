import type { PaidLine } from '#server/revenue-share/index.ts'
import { startOfBusinessDay } from '#shared/calendar.ts'
import { fen, yuanText, type Fen } from '#shared/money.ts'
import { refundReason } from '#shared/refund.ts'
import { splitRule } from '#shared/split.ts'
import { noonOf } from '#tests/make/earning-year.ts'
import { honeyGoods } from '#tests/make/shop.ts'
import type { Paid, Stage } from './stage.ts'

const RULE = 'story'
const RETURN_DAYS_MS = 7 * 86_400_000
const evidence = (name: string) => ({ name, sha256: new Uint8Array(32).fill(7) })
const bookkeeper = { userId: 'user_bookkeeper', name: '许慧敏' }

type Answer = { ok: true; value: unknown } | { ok: false; refusal: { kind: string } }
/** A form of words, and what it does on a day with the words that it caught. */
type Sentence = readonly [form: RegExp, act: (on: string, words: readonly string[]) => Promise<Answer | void>]

const yuan = (text: string): Fen => fen(Math.round(Number(text) * 100))
const bp = (percent: string) => Math.round(Number(percent) * 100)

function done<Value>(answer: { ok: true; value: Value } | { ok: false; refusal: { kind: string } }): Value {
  if (!answer.ok) throw new Error(`Refused: ${answer.refusal.kind}`)
  return answer.value
}

/** `fee; household 120.00 guaranteed; platform 5 %, collective 3 %; rest cooperative` */
function ruleOf(text: string) {
  const payee = (name: string) => name.trim().replace(' ', '_')
  return splitRule.parse(
    text.split(';').map((tier) => {
      const [, to, amount, guaranteed] = /^\s*(\w+) ([\d.]+)( guaranteed)?$/.exec(tier) ?? []
      if (to && amount) return { kind: 'fixed', to, amountFen: yuan(amount), guaranteed: Boolean(guaranteed) }
      if (tier.trim() === 'fee') return { kind: 'processor_fee' }
      if (tier.trim().startsWith('rest ')) return { kind: 'rest', to: payee(tier.trim().slice(5)) }
      const parts = tier.split(',').map((part) => {
        const [, name = '', percent = ''] = /^(.+) ([\d.]+) %$/.exec(part.trim()) ?? []
        return { to: payee(name), bp: bp(percent) }
      })
      return { kind: 'basis_points', of: 'gross', parts }
    }),
  )
}

/** What can happen in a story, and how the shop's services make it happen. */
export function sentencesOf(stage: Stage): readonly Sentence[] {
  const { db, ledger, shares, parties, desk, cashier, checker, dividends, accounting } = stage
  const book = parties.cooperative.bookCode!
  const orders = new Map<string, PaidLine>()
  let [rules, refunds, keys] = [0, 0, 0]
  let [periodId, runId] = ['', '']

  async function sell(on: string, [name = '', price = '', fee = '']: readonly string[]) {
    const { id: ruleVersionId } = await shares.activeRule(honeyGoods(RULE), noonOf(on))
    const line: PaidLine = {
      ...{ orderId: `order_${name}`, orderNumber: name, orderLineId: `${name}/1`, chargeId: `ch_${name}` },
      ...{ ruleVersionId, parties, goodsFen: yuan(price), freightFen: fen(0), feeFen: yuan(fee) },
      ...{ placedOn: on, paidOn: on, maturesAt: new Date(noonOf(on).getTime() + RETURN_DAYS_MS) },
    }
    orders.set(name, line)
    const sale = await shares.planSale(line)
    await db.$transaction((tx) => shares.postSales(tx, [sale]))
  }

  /** As checkout does: divided and booked when it is decided, and out of the books when Stripe has returned it. */
  async function refund(on: string, [name = '', amount = '', reason = '']: readonly string[]) {
    const order = orders.get(name)!
    const refundId = `${name}/r${(refunds += 1)}`
    const asked = {
      ...order,
      refundId,
      allies: await shares.openRefundAccounts(order),
      amountFen: yuan(amount),
      reason: refundReason.parse(reason),
      at: noonOf(on),
    }
    await db.$transaction((tx) => shares.postRefund(tx, asked))
    const returned = shares.planReturned({ ...order, fact: refundId, totalFen: asked.amountFen, on })
    await db.$transaction((tx) => ledger.post(tx, [returned]))
  }

  /** One proposes, another lets go with his second factor, the bank pays. */
  async function payOut(whom: readonly Paid[]) {
    const draft = { rail: 'bank_file', bank: 'icbc', format: 'csv' } as const
    const partyIds = whom.map((who) => parties[who].partyId)
    const { batchId } = done(await desk.payouts.propose({ ...draft, parties: partyIds }, cashier))
    const batch = (await desk.payouts.batch(batchId))!
    done(await desk.payouts.approve(batchId, { sha256: batch.sha256, code: checker.code() }, checker))
    const rows = batch.lines.map(({ partyId, number, amountFen }) => {
      const account = stage.numberOf(whom.find((who) => parties[who].partyId === partyId)!)
      return `FK${batch.number}-00${number},${account},${yuanText(amountFen)},处理成功,R${batch.number}-${number},`
    })
    const file = ['备注信息,收款账号,金额,处理状态,指令序号,失败原因', ...rows].join('\r\n')
    done(
      await desk.payouts.importResult(
        batchId,
        { name: '结果.csv', bytes: new TextEncoder().encode(file) },
        cashier,
      ),
    )
    const left = (await desk.payouts.batch(batchId))!.lines.filter(({ state }) => state !== 'settled')
    if (left.length > 0) throw new Error('The bank’s result was not understood')
  }

  async function propose(_on: string, [reserve = '', byTrade = '', assemblyOn = '']: readonly string[]) {
    const plan = { periodId, reserveBp: bp(reserve), poolBp: bp(byTrade) }
    runId = done(await dividends.propose(plan, bookkeeper)).runId
    for (const kind of ['business_report', 'financial_report', 'loss_plan'] as const)
      done(await dividends.addDocument(runId, { kind, ...evidence(`${kind}.pdf`) }))
    return dividends.putOnView(runId, assemblyOn, bookkeeper)
  }

  async function resolve(on: string) {
    done(
      await dividends.recordAssembly(
        runId,
        {
          ...{ heldOn: on, attendedInHall: stage.memberCount, representatives: null },
          ...{ minutes: evidence('会议记录.pdf'), body: 'members', matter: 'distribution' },
          paper: { for: stage.memberCount, against: 0, abstain: 0 },
        },
        bookkeeper,
      ),
    )
    return dividends.post(runId, bookkeeper)
  }

  async function payDividend() {
    const [{ accountId } = { accountId: '' }] = await dividends.bankAccountsOf(stage.organisationId)
    for (const [at, { paymentId }] of (await dividends.run(runId))!.payments.entries())
      done(
        await dividends.recordPaid({ runId, paymentId }, { accountId, reference: `ABC-${at}` }, bookkeeper),
      )
  }

  async function writeOff(on: string) {
    const { household, cooperative } = parties
    const { owesFen } = await shares.owedTo(household.partyId)
    const at = noonOf(on)
    const asked = { household, cooperative, amountFen: owesFen, reason: '困难家庭', by: bookkeeper, at }
    const { writeOffId } = done(await shares.proposeWriteOff(asked))
    return shares.decideWriteOff({ writeOffId, cooperative, approve: true, by: checker, at })
  }

  return [
    [
      /^from now on: (.+)$/,
      async (on, [text = '']) => {
        rules += 1
        await shares.activate({
          ...{ ruleCode: RULE, version: rules, validFrom: startOfBusinessDay(on), rule: ruleOf(text) },
          ...{ author: '甲', approver: '乙' },
        })
      },
    ],
    [/^order (\w+) is paid: ([\d.]+), of which the processor keeps ([\d.]+)$/, sell],
    [/^order (\w+) is refunded ([\d.]+): (\w+)$/, refund],
    [/^what is a week old matures$/, async (on) => void (await shares.matureEarnings(noonOf(on)))],
    [/^everybody is paid out$/, () => payOut(['household', 'cooperative', 'collective'])],
    [/^the household is paid out$/, () => payOut(['household'])],
    [/^the household’s debt is written off$/, writeOff],
    [
      /^the cooperative closes (\d{4}-\d\d)$/,
      (on, [month = '']) => accounting.closeMonth({ book, month, by: bookkeeper.userId, today: on }),
    ],
    [
      /^the cooperative corrects voucher (\d{4}-\d\d)\/(\d+): ([\d.]+) from (\S+) to (\S+)$/,
      async (on, [month = '', number, amount = '', credit = '', debit = '']) => {
        await ledger.sealBlocks()
        return accounting.correct({
          ...{
            book,
            corrects: { month, number: Number(number) },
            key: `story-${(keys += 1)}`,
            debit,
            credit,
          },
          ...{ amountFen: yuan(amount), reason: '科目记错', by: bookkeeper.userId, today: on },
        })
      },
    ],
    [
      /^the cooperative closes the year (\d{4})$/,
      async (_on, [year]) => {
        const period = {
          organisationId: stage.organisationId,
          fromOn: `${year}-01-01`,
          toOn: `${year}-12-31`,
        }
        periodId = done(await dividends.closePeriod(period, bookkeeper)).periodId
      },
    ],
    [
      /^it lays open how it would share that out: reserve ([\d.]+) %, by trade ([\d.]+) %; assembly on (\S+)$/,
      propose,
    ],
    [/^the assembly resolves it, and it is booked$/, resolve],
    [/^the dividend is paid$/, payDividend],
  ]
}
