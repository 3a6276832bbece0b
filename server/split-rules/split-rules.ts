import type { Catalog, CooperativeGoods } from '#server/catalog/index.ts'
import type { Checkout } from '#server/checkout/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import {
  cooperativeRule,
  productRule,
  type RevenueShare,
  type RuleSpan,
} from '#server/revenue-share/index.ts'
import { startOfBusinessDay } from '#shared/calendar.ts'
import { zeroFen } from '#shared/money.ts'
import { rehearseRule } from '#shared/rehearsal.ts'
import { accept, refuse } from '#shared/result.ts'
import type { Leg } from '#shared/sale-legs.ts'
import type { SplitRule } from '#shared/split.ts'
import {
  changeDraft,
  decideProposal,
  findProposal,
  findProposals,
  insertDraft,
  lockProposal,
  namesOfVersions,
  proposeDraft,
  withdrawProposal,
} from './store.ts'
import type { Person, Proposal, RuleSeries, SplitRules } from './types.ts'

export type SplitRulesDeps = {
  db: Db
  clock: Clock
  ids: Ids
  catalog: Pick<Catalog, 'goodsOf'>
  revenueShare: Pick<
    RevenueShare,
    'activeRule' | 'ruleVersion' | 'versionsOf' | 'putInForce' | 'allocationsOf'
  >
  checkout: Pick<Checkout, 'bookedPrices'>
}

type Of = { cooperativeId: string; proposalId: string }

/** A cooperative's own split rules, from a draft to the version that is in force. See README.md. */
export function createSplitRules(deps: SplitRulesDeps): SplitRules {
  const { db, clock, ids, catalog, revenueShare } = deps

  return {
    rulesOf: (cooperativeId) => rulesOf(deps, cooperativeId),

    async proposal(of) {
      const proposal = await findProposal(db, of)
      if (!proposal) return null
      const [base, all] = await Promise.all([
        revenueShare.ruleVersion(proposal.baseVersionId),
        catalog.goodsOf(of.cooperativeId),
      ])
      const goods = all.find(({ productId }) => productId === proposal.productId) ?? null
      return { ...proposal, base, goods, samplePrice: (goods ?? all[0])?.priceFen ?? zeroFen }
    },

    async draft({ cooperativeId, productId, by }) {
      const at = clock.now()
      const goods = await catalog.goodsOf(cooperativeId)
      const one = productId === null ? goods[0] : goods.find((each) => each.productId === productId)
      if (!one) return refuse({ kind: 'rule_not_found' })
      const base = await revenueShare.activeRule(productId === null ? asCooperative(one) : one, at)
      const id = ids.next('rule')
      const isFirst = await insertDraft(db, {
        ...{ id, cooperativeId, productId, author: by, at },
        ruleCode: productId === null ? cooperativeRule(cooperativeId) : productRule(productId),
        ...{ rule: base.rule, baseVersionId: base.id },
      })
      return isFirst ? accept({ proposalId: id }) : refuse({ kind: 'rule_open' })
    },

    async save({ by, rule, ...of }) {
      return (await changeDraft(db, of, { rule, by })) ? accept(null) : why(deps, of, by)
    },

    async rehearse({ last, ...of }) {
      const proposal = await findProposal(db, of)
      if (!proposal) return refuse({ kind: 'rule_not_found' })
      return rehearse(deps, proposal, last)
    },

    async propose({ by, reason, effectiveOn, last, ...of }) {
      const proposal = await findProposal(db, of)
      if (!proposal) return refuse({ kind: 'rule_not_found' })
      const at = clock.now()
      if (effectiveOn !== null && startOfBusinessDay(effectiveOn) <= at)
        return refuse({ kind: 'rule_day_past' })
      const base = await revenueShare.ruleVersion(proposal.baseVersionId)
      if (isSame(base.rule, proposal.rule)) return refuse({ kind: 'rule_same' })
      const rehearsed = await rehearse(deps, proposal, last)
      if (!rehearsed.ok) return rehearsed
      const { rule } = proposal
      const step = { rule, by, reason, effectiveOn, report: rehearsed.value, at }
      return (await proposeDraft(db, of, step)) ? accept(null) : why(deps, of, by)
    },

    decide: ({ by, decision, ...of }) => decide(deps, of, { by, decision }),

    async withdraw({ by, ...of }) {
      return (await withdrawProposal(db, of, { by, at: clock.now() })) ? accept(null) : why(deps, of, by)
    },
  }
}

/** What all of a cooperative's goods follow has no rule of a product in it. */
const asCooperative = (goods: CooperativeGoods) => ({ ...goods, productId: '' })
const isSame = (a: SplitRule, b: SplitRule) => JSON.stringify(a) === JSON.stringify(b)

async function rulesOf({ db, clock, catalog, revenueShare }: SplitRulesDeps, cooperativeId: string) {
  const now = clock.now()
  const goods = await catalog.goodsOf(cooperativeId)
  const codes = [cooperativeRule(cooperativeId), ...goods.map(({ productId }) => productRule(productId))]
  const [versions, proposals] = await Promise.all([
    revenueShare.versionsOf(codes),
    findProposals(db, cooperativeId),
  ])
  const names = await namesOfVersions(
    db,
    versions.map(({ id }) => id),
  )
  const withNames = (version: RuleSpan) => ({
    ...version,
    authorName: names.get(version.id)?.authorName ?? '',
    approverName: names.get(version.id)?.deciderName ?? '',
  })
  const seriesOf = async (ruleCode: string, of: CooperativeGoods, one: CooperativeGoods | null) => {
    const inForce = await revenueShare.activeRule(one ?? asCooperative(of), now)
    return {
      ...{ ruleCode, goods: one, inForce, isOwn: inForce.ruleCode === ruleCode },
      versions: versions.filter((version) => version.ruleCode === ruleCode).map(withNames),
      open: proposals.open.find((proposal) => proposal.ruleCode === ruleCode) ?? null,
    } satisfies RuleSeries
  }
  const [first] = goods
  const series = first
    ? await Promise.all([
        seriesOf(cooperativeRule(cooperativeId), first, null),
        ...goods.map((one) => seriesOf(productRule(one.productId), one, one)),
      ])
    : []
  return { series, past: proposals.past }
}

/** Over what is booked of the goods that the rule would split: not those that have a rule of their own. */
async function rehearse(
  { clock, catalog, revenueShare, checkout }: SplitRulesDeps,
  { cooperativeId, productId, rule }: Proposal,
  last: number,
) {
  const goods = await catalog.goodsOf(cooperativeId)
  const own = await revenueShare.versionsOf(goods.map((one) => productRule(one.productId)))
  const now = clock.now().toISOString()
  const hasOwn = new Set(own.filter(({ validFrom }) => validFrom <= now).map(({ ruleCode }) => ruleCode))
  const covered = goods.filter((one) =>
    productId === null ? !hasOwn.has(productRule(one.productId)) : one.productId === productId,
  )
  const productSlugs = covered.map(({ productSlug }) => productSlug)
  const prices = await checkout.bookedPrices({ cooperativeId, productSlugs, limit: last })
  if (!prices) return refuse({ kind: 'rehearsal_too_long' })
  const booked = new Map(prices.map(({ orderLineId }) => [orderLineId, [] as Leg[]]))
  for (const leg of await revenueShare.allocationsOf([...booked.keys()]))
    booked.get(leg.orderLineId)?.push(leg)
  const lines = prices.map((line) => ({ ...line, booked: booked.get(line.orderLineId) ?? [] }))
  return accept(rehearseRule(rule, lines, { asked: last }))
}

type Decision = { by: Person; decision: 'approved' | 'refused' }

/** The version and the decision that it names are one transaction; the database looks at both at its end. */
function decide({ db, clock, revenueShare }: SplitRulesDeps, of: Of, { by, decision }: Decision) {
  return db.$transaction(async (tx) => {
    const proposal = await lockProposal(tx, of)
    if (!proposal) return refuse({ kind: 'rule_not_found' })
    if (proposal.state !== 'proposed') return refuse({ kind: 'rule_moved_on' })
    if (proposal.author.userId === by.userId) return refuse({ kind: 'same_person' })
    const at = clock.now()
    const step = { state: decision, by, at }
    if (decision === 'refused') {
      await decideProposal(tx, of, { ...step, versionId: null })
      return accept({ state: decision })
    }

    const { ruleCode, rule, effectiveOn } = proposal
    const validFrom = effectiveOn === null ? at : startOfBusinessDay(effectiveOn)
    if (validFrom < at) return refuse({ kind: 'rule_day_past' })
    const people = { author: proposal.author.userId, approver: by.userId }
    const version = await revenueShare.putInForce(tx, {
      ruleCode,
      rule,
      validFrom,
      approvedAt: at,
      ...people,
    })
    if (!version) return refuse({ kind: 'rule_scheduled' })
    await decideProposal(tx, of, { ...step, versionId: version.id })
    return accept({ state: decision })
  })
}

/** Why a step was not taken, by what is there now. */
async function why({ db }: SplitRulesDeps, of: Of, by: Person) {
  const proposal = await findProposal(db, of)
  if (!proposal) return refuse({ kind: 'rule_not_found' })
  if (proposal.author.userId !== by.userId) return refuse({ kind: 'not_author' })
  return refuse({ kind: 'rule_moved_on' })
}
