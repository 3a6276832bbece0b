import type { VariantSnapshot } from '#server/catalog/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { RevenueShare } from '#server/revenue-share/index.ts'
import type { Bilingual } from '#shared/locale.ts'
import { fen, sumFen, zeroFen, type Fen } from '#shared/money.ts'
import type { Leg } from '#shared/sale-legs.ts'
import type { Beneficiary } from '#shared/split.ts'
import type { FindSaleParties, SaleParties } from './books.ts'
import type { OrderRow } from './store.ts'
import type { Waterfall, WaterfallLeg } from './types.ts'

export type Waterfalls = {
  /** before an order: by the rule in force now */
  ofOffer(goods: VariantSnapshot, price: { subtotalFen: Fen; freightFen: Fen }): Promise<Waterfall>
  /** what is booked once paid; before, what will be, by the version that the order keeps */
  ofOrder(order: OrderRow): Promise<Waterfall>
}

type WaterfallDeps = {
  clock: Clock
  revenueShare: Pick<RevenueShare, 'preview' | 'previewVersion' | 'ruleVersion' | 'allocationsOf'>
  saleParties: FindSaleParties
}

const NO_PARTY: Partial<Record<Beneficiary, Bilingual>> = {
  processor_fee: { zh: '支付手续费', en: 'Payment fee' },
  risk_fund: { zh: '保底风险金', en: 'Price guarantee fund' },
}

/** In the order in which it is read: who grew it first, who moved the money last. */
const READ_IN: readonly Beneficiary[] = [
  'household',
  'cooperative',
  'collective',
  'platform',
  'risk_fund',
  'processor_fee',
]

/** 每一元去哪了: the legs of a price, with names. They add up to it, or it is not shown. */
export function createWaterfalls({ clock, revenueShare, saleParties }: WaterfallDeps): Waterfalls {
  async function ofOffer(goods: VariantSnapshot, price: { subtotalFen: Fen; freightFen: Fen }) {
    const { ruleCode, version, legs, totalFen } = await revenueShare.preview({
      goods,
      goodsFen: price.subtotalFen,
      freightFen: price.freightFen,
      at: clock.now(),
    })
    const parties = await saleParties(goods)
    return { totalFen, ruleCode, ruleVersion: version, legs: named(legs, parties, totalFen), estimated: true }
  }

  async function ofOrder(order: OrderRow) {
    const { ruleVersionId, line, state } = order
    const [{ ruleCode, version }, parties] = await Promise.all([
      revenueShare.ruleVersion(ruleVersionId),
      saleParties(line),
    ])
    const rule = { ruleCode, ruleVersion: version }
    switch (state) {
      case 'paid': {
        const totalFen = fen(order.totalFen)
        const legs = await revenueShare.allocationsOf([line.id])
        return { ...rule, totalFen, legs: named(legs, parties, totalFen), estimated: false }
      }
      case 'refund_pending':
      case 'refunded':
        // It all went back, so nobody earned by it.
        return { ...rule, totalFen: zeroFen, legs: [], estimated: false }
      default: {
        const { legs, totalFen } = await revenueShare.previewVersion({
          ruleVersionId,
          goodsFen: fen(order.subtotalFen),
          freightFen: fen(order.freightFen),
          seed: line.id,
        })
        return { ...rule, totalFen, legs: named(legs, parties, totalFen), estimated: true }
      }
    }
  }

  return { ofOffer, ofOrder }
}

/** The same of refunds: who bears a part, by name. */
export function withNames(legs: readonly Leg[], parties: SaleParties): WaterfallLeg[] {
  return legs
    .toSorted((a, b) => READ_IN.indexOf(a.partyKind) - READ_IN.indexOf(b.partyKind))
    .map(({ partyKind, amountFen }) => ({ partyKind, amountFen, ...partyOf(partyKind, parties) }))
}

function named(legs: readonly Leg[], parties: SaleParties, totalFen: Fen): WaterfallLeg[] {
  if (sumFen(legs.map(({ amountFen }) => amountFen)) !== totalFen)
    throw new Error(`A waterfall of ${totalFen} fen does not add up`)
  return withNames(legs, parties)
}

function partyOf(partyKind: Beneficiary, parties: SaleParties) {
  if (partyKind === 'processor_fee' || partyKind === 'risk_fund')
    return { party: partyKind, name: NO_PARTY[partyKind]! }
  const { partyId, name } = parties[partyKind]
  return { party: partyId, name }
}
