import type { Alliances } from '#server/alliances/index.ts'
import type { Catalog, CooperativeGoods } from '#server/catalog/index.ts'
import type { Checkout } from '#server/checkout/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import {
  allianceRule,
  cooperativeRule,
  productRule,
  type RevenueShare,
  type RuleSpan,
} from '#server/revenue-share/index.ts'
import { businessDay, startOfBusinessDay } from '#shared/calendar.ts'
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
import type { Person, Proposal, RuleOwner, RuleSeries, SplitRules } from './types.ts'

export type SplitRulesDeps = {
  db: Db
  clock: Clock
  ids: Ids
  catalog: Pick<Catalog, 'goodsOf' | 'goodsOfCollectives'>
  alliances: Pick<Alliances, 'termsOf' | 'termsOn'>
  revenueShare: Pick<
    RevenueShare,
    'activeRule' | 'ruleVersion' | 'versionsOf' | 'putInForce' | 'allocationsOf'
  >
  checkout: Pick<Checkout, 'bookedPrices'>
}

type Of = RuleOwner & { proposalId: string }

/** A cooperative's or an alliance's own split rules, from a draft to the version that is in force. See README.md. */
export function createSplitRules(deps: SplitRulesDeps): SplitRules {
  const { db, clock, ids, revenueShare } = deps

  return {
    rulesOf: (cooperativeId) => rulesOf(deps, { cooperativeId }),
    ruleOfAlliance: (allianceId) => rulesOf(deps, { allianceId }),

    async proposal(of) {
      const proposal = await findProposal(db, of)
      if (!proposal) return null
      const [base, all] = await Promise.all([
        revenueShare.ruleVersion(proposal.baseVersionId),
        goodsOf(deps, of),
      ])
      const goods = all.find(({ productId }) => productId === proposal.productId) ?? null
      return { ...proposal, base, goods, samplePrice: (goods ?? all[0])?.priceFen ?? zeroFen }
    },

    async draft({ productId, by, ...owner }) {
      const at = clock.now()
      const goods = await goodsOf(deps, owner)
      const one = productId === null ? goods[0] : goods.find((each) => each.productId === productId)
      if (!one) return refuse({ kind: 'rule_not_found' })
      const base = await revenueShare.activeRule(productId === null ? withoutOwn(one, owner) : one, at)
      const id = ids.next('rule')
      const isFirst = await insertDraft(db, {
        ...{ id, owner, productId, author: by, at },
        ruleCode: productId === null ? ruleCodeOf(owner) : productRule(productId),
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
      if (await isOfNoAlliance(deps, proposal)) return refuse({ kind: 'rule_no_alliance' })
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

const ruleCodeOf = (owner: RuleOwner) =>
  'allianceId' in owner ? allianceRule(owner.allianceId) : cooperativeRule(owner.cooperativeId)

/** What all goods of an owner follow has no more specific rule in it. */
const withoutOwn = (goods: CooperativeGoods, owner: RuleOwner): CooperativeGoods => ({
  ...goods,
  productId: '',
  ...('allianceId' in owner && { cooperativeId: '' }),
})

/** A cooperative's, or what is grown in the villages that share in an alliance today. */
async function goodsOf({ clock, catalog, alliances }: SplitRulesDeps, owner: RuleOwner) {
  if (!('allianceId' in owner)) return catalog.goodsOf(owner.cooperativeId)
  const terms = await alliances.termsOn(owner.allianceId, businessDay(clock.now()))
  return catalog.goodsOfCollectives(terms?.members.map(({ collective }) => collective.id) ?? [])
}

/** Whether a rule pays an alliance, and none of its goods is of a village in one. */
async function isOfNoAlliance(deps: SplitRulesDeps, { owner, rule }: Proposal): Promise<boolean> {
  const isAllied = rule.some(
    (tier) =>
      ('to' in tier && tier.to === 'alliance') ||
      (tier.kind === 'basis_points' && tier.parts.some(({ to }) => to === 'alliance')),
  )
  if (!isAllied) return false
  const today = businessDay(deps.clock.now())
  const collectiveIds = new Set((await goodsOf(deps, owner)).map(({ collectiveId }) => collectiveId))
  const terms = await Promise.all([...collectiveIds].map((id) => deps.alliances.termsOf(id, today)))
  return terms.every((one) => one === null)
}

const isSame = (a: SplitRule, b: SplitRule) => JSON.stringify(a) === JSON.stringify(b)

async function rulesOf(deps: SplitRulesDeps, owner: RuleOwner) {
  const { db, clock, revenueShare } = deps
  const now = clock.now()
  const goods = await goodsOf(deps, owner)
  // Products have rules of their own on their cooperative's page.
  const own = 'allianceId' in owner ? [] : goods
  const codes = [ruleCodeOf(owner), ...own.map(({ productId }) => productRule(productId))]
  const [versions, proposals] = await Promise.all([revenueShare.versionsOf(codes), findProposals(db, owner)])
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
    const inForce = await revenueShare.activeRule(one ?? withoutOwn(of, owner), now)
    return {
      ...{ ruleCode, goods: one, inForce, isOwn: inForce.ruleCode === ruleCode },
      versions: versions.filter((version) => version.ruleCode === ruleCode).map(withNames),
      open: proposals.open.find((proposal) => proposal.ruleCode === ruleCode) ?? null,
    } satisfies RuleSeries
  }
  const [first] = goods
  const series = first
    ? await Promise.all([
        seriesOf(ruleCodeOf(owner), first, null),
        ...own.map((one) => seriesOf(productRule(one.productId), one, one)),
      ])
    : []
  return { series, past: proposals.past }
}

/** Over what is booked of the goods that the rule would split: not those that have a more specific one. */
async function rehearse(deps: SplitRulesDeps, { owner, productId, rule }: Proposal, last: number) {
  const { clock, revenueShare, checkout } = deps
  const goods = await goodsOf(deps, owner)
  const before = (one: CooperativeGoods) => [
    productRule(one.productId),
    ...('allianceId' in owner ? [cooperativeRule(one.cooperativeId)] : []),
  ]
  const own = await revenueShare.versionsOf([...new Set(goods.flatMap(before))])
  const now = clock.now().toISOString()
  const hasBegun = new Set(own.filter(({ validFrom }) => validFrom <= now).map(({ ruleCode }) => ruleCode))
  const covered = goods.filter((one) =>
    productId === null ? !before(one).some((code) => hasBegun.has(code)) : one.productId === productId,
  )
  const prices = await checkout.bookedPrices({
    cooperativeIds: [...new Set(covered.map(({ cooperativeId }) => cooperativeId))],
    productSlugs: covered.map(({ productSlug }) => productSlug),
    limit: last,
  })
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
