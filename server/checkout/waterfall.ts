import type { VariantSnapshot } from '#server/catalog/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { AllocationRow, RefundBearers, RevenueShare } from '#server/revenue-share/index.ts'
import { businessDay } from '#shared/calendar.ts'
import type { Bilingual } from '#shared/locale.ts'
import { fen, sumFen, zeroFen, type Fen } from '#shared/money.ts'
import type { NameViewer } from '#shared/person-name.ts'
import { LEG_ORDER, type Leg } from '#shared/sale-legs.ts'
import type { Beneficiary } from '#shared/split.ts'
import type { FindAlliance, FindSaleParties, SaleParties } from './books.ts'
import type { OrderRow } from './store.ts'
import type { Bearers, Waterfall, WaterfallLeg } from './types.ts'

export type Waterfalls = {
  /** before an order: by the rule in force now */
  ofOffer(goods: VariantSnapshot, price: OfferPrice): Promise<Waterfall>
  /** what is booked once paid, less what went back; before, what will be, by the version that the order keeps */
  ofOrder(order: OrderRow): Promise<Waterfall>
}

type OfferPrice = { subtotalFen: Fen; freightFen: Fen; discountFen: Fen }

type WaterfallDeps = {
  clock: Clock
  revenueShare: Pick<
    RevenueShare,
    'preview' | 'previewVersion' | 'ruleVersion' | 'allocationsOf' | 'refundsOf'
  >
  saleParties: FindSaleParties
  findAlliance: FindAlliance
}

const NO_PARTY: Partial<Record<Beneficiary, Bilingual>> = {
  processor_fee: { zh: '支付手续费', en: 'Payment fee' },
  risk_fund: { zh: '保底风险金', en: 'Price guarantee fund' },
}

/** Who stands behind the legs of a line; `alliance` is null where its village stands alone. */
export type Names = { parties: SaleParties; alliance: { key: string; name: Bilingual } | null }
type Origin = { line: Parameters<FindSaleParties>[0]; createdAt: Date }

/** Of an order, whose day decides with whom its village shares. */
export async function namesOf(
  { saleParties, findAlliance }: Pick<WaterfallDeps, 'saleParties' | 'findAlliance'>,
  { line, createdAt }: Origin,
  viewer?: NameViewer,
): Promise<Names> {
  const [parties, terms] = await Promise.all([
    saleParties(line, viewer),
    findAlliance(line.collectiveId, businessDay(createdAt)),
  ])
  return { parties, alliance: terms?.alliance ?? null }
}

/** 每一元去哪了: the legs of a price, with names. They add up to it, or it is not shown. */
export function createWaterfalls(deps: WaterfallDeps): Waterfalls {
  const { clock, revenueShare } = deps

  async function ofOffer(goods: VariantSnapshot, { subtotalFen, freightFen, discountFen }: OfferPrice) {
    const { ruleCode, version, legs, totalFen } = await revenueShare.preview({
      ...{ goods, goodsFen: subtotalFen, freightFen, discountFen },
      at: clock.now(),
    })
    const names = await namesOf(deps, { line: goods, createdAt: clock.now() })
    const rule = { ruleCode, ruleVersion: version }
    return { ...rule, ...paid({ legs, names, totalFen, discountFen }), returnedFen: zeroFen, estimated: true }
  }

  async function ofOrder(order: OrderRow) {
    const { ruleVersionId, line, state } = order
    const discounted = fen(order.discountFen)
    const [{ ruleCode, version }, names] = await Promise.all([
      revenueShare.ruleVersion(ruleVersionId),
      namesOf(deps, order),
    ])
    const rule = { ruleCode, ruleVersion: version }
    switch (state) {
      case 'paid': {
        const [legs, returned] = await Promise.all([
          revenueShare.allocationsOf([line.id]),
          revenueShare.refundsOf([line.id]),
        ])
        const returnedFen = sumFen(returned.map(({ amountFen }) => amountFen))
        const left = legsLeft(legs, returned)
        const discountFen = fen(discounted - sumFen(returned.map((one) => one.discountFen)))
        const totalFen = sumFen(left.map(({ amountFen }) => amountFen))
        const shown = paid({ legs: left, names, totalFen, discountFen })
        if (shown.totalFen !== fen(fen(order.totalFen) - returnedFen))
          throw new Error(`Order ${order.number} was not divided as it was paid`)
        return { ...rule, ...shown, returnedFen, estimated: false }
      }
      case 'refund_pending':
      case 'refunded':
        // It all went back, so nobody earned by it.
        return {
          ...{ ...rule, totalFen: zeroFen, returnedFen: fen(order.totalFen) },
          ...{ discountFen: zeroFen, legs: [], estimated: false },
        }
      default: {
        const { legs, totalFen } = await revenueShare.previewVersion({
          ruleVersionId,
          goodsFen: fen(order.subtotalFen),
          freightFen: fen(order.freightFen),
          discountFen: discounted,
          seed: line.id,
          collectiveId: line.collectiveId,
          placedOn: businessDay(order.createdAt),
        })
        const shown = paid({ legs, names, totalFen, discountFen: discounted })
        return { ...rule, ...shown, returnedFen: zeroFen, estimated: true }
      }
    }
  }

  return { ofOffer, ofOrder }
}

/**
 * What each has after refunds, who has nothing left out. The processor keeps its fee, and what nobody else could give the
 * platform gave: both are the platform's, which may come to have less than nothing.
 */
export function legsLeft(
  legs: readonly Pick<AllocationRow, 'partyKind' | 'amountFen' | 'refundedFen'>[],
  returned: readonly Pick<RefundBearers, 'beyondFen'>[],
): Leg[] {
  const isKept = ({ partyKind }: { partyKind: Beneficiary }) => partyKind === 'processor_fee'
  const stoodInFor = sumFen([
    ...returned.map(({ beyondFen }) => beyondFen),
    ...legs.filter(isKept).map(({ refundedFen }) => refundedFen),
  ])
  const left = legs.map((leg) => ({
    partyKind: leg.partyKind,
    amountFen: isKept(leg) ? leg.amountFen : fen(leg.amountFen - leg.refundedFen),
  }))
  return [...left, { partyKind: 'platform' as const, amountFen: fen(0 - stoodInFor) }].filter(
    ({ amountFen }) => amountFen !== 0,
  )
}

/**
 * The same of refunds: who bears a part, by name, in the order in which it is read: who grew it first, who moved the
 * money last. What an alliance's members have is told as the alliance's.
 */
function withNames(legs: readonly Leg[], names: Names): WaterfallLeg[] {
  return LEG_ORDER.flatMap((partyKind) => {
    const mine = legs.filter((leg) => leg.partyKind === partyKind)
    const amountFen = sumFen(mine.map((leg) => leg.amountFen))
    return mine.length === 0 ? [] : [{ partyKind, amountFen, ...partyOf(partyKind, names) }]
  })
}

type Divided = { legs: readonly Leg[]; names: Names; totalFen: Fen; discountFen: Fen }

/** What the buyer paid of a price, and who has it: the platform has what the discount leaves it. */
function paid({ legs, names, totalFen, discountFen }: Divided) {
  const paidFen = fen(totalFen - discountFen)
  return { totalFen: paidFen, discountFen, legs: named(lessDiscount(legs, discountFen), names, paidFen) }
}

/** The platform pays a discount out of its own, and may come to have less than nothing. */
function lessDiscount<L extends Leg>(legs: readonly L[], discountFen: Fen): (L | Leg)[] {
  const discount: Leg = { partyKind: 'platform', amountFen: fen(0 - discountFen) }
  return discountFen === 0 ? [...legs] : [...legs, discount]
}

/** Who bears a refund, by name; the platform so much less as it has back of a discount that it gave. */
export function bearersOf({ parts, beyondFen, discountFen }: RefundBearers, names: Names): Bearers {
  return { parts: withNames(lessDiscount(parts, discountFen), names), beyondFen }
}

function named(legs: readonly Leg[], names: Names, totalFen: Fen): WaterfallLeg[] {
  if (sumFen(legs.map(({ amountFen }) => amountFen)) !== totalFen)
    throw new Error(`A waterfall of ${totalFen} fen does not add up`)
  return withNames(legs, names)
}

function partyOf(partyKind: Beneficiary, { parties, alliance }: Names) {
  if (partyKind === 'processor_fee' || partyKind === 'risk_fund')
    return { party: partyKind, name: NO_PARTY[partyKind]! }
  if (partyKind === 'alliance') {
    if (!alliance) throw new Error('A leg of an alliance, and no alliance')
    return { party: alliance.key, name: alliance.name }
  }
  const { partyId, name } = parties[partyKind]
  return { party: partyId, name }
}
