import { businessDay } from '#shared/calendar.ts'
import { fen, zeroFen } from '#shared/money.ts'
import { expectedFee, legsOf, withoutAlliance, type Price } from '#shared/sale-legs.ts'
import type { Alliances } from '../alliances/index.ts'
import type { RevenueShare, RuleVersion, SplitPreview } from './types.ts'

type Deps = Pick<RevenueShare, 'activeRule' | 'ruleVersion'> & { alliances: Pick<Alliances, 'termsOf'> }
/** Where goods come from and when they were ordered: it decides with whom their village shares. */
type Origin = { collectiveId: string; placedOn: string }

/** What a price comes to for everyone: for who looks at it, and for what is booked. */
export function createPreviews({ alliances, activeRule, ruleVersion }: Deps) {
  /** The legs of a price and, where one is an alliance's, the terms by which its members share it. */
  async function allied({ rule }: RuleVersion, price: Price, { collectiveId, placedOn }: Origin) {
    const legs = legsOf(rule, price)
    if (!legs.some(({ partyKind }) => partyKind === 'alliance')) return { legs, terms: null }
    const terms = await alliances.termsOf(collectiveId, placedOn)
    return { legs: terms ? legs : withoutAlliance(legs), terms }
  }

  async function previewOf(version: RuleVersion, price: Price, origin: Origin): Promise<SplitPreview> {
    return {
      ruleVersionId: version.id,
      ruleCode: version.ruleCode,
      version: version.version,
      totalFen: fen(price.goodsFen + price.freightFen),
      legs: (await allied(version, price, origin)).legs,
    }
  }

  const preview: RevenueShare['preview'] = async (of) => {
    const { goods, goodsFen, freightFen = zeroFen, discountFen = zeroFen, at, seed = 'preview' } = of
    const version = await activeRule(goods, at)
    const feeFen = expectedFee(fen(goodsFen + freightFen - discountFen))
    const origin = { collectiveId: goods.collectiveId, placedOn: businessDay(at) }
    return previewOf(version, { goodsFen, freightFen, feeFen, seed }, origin)
  }

  const previewVersion: RevenueShare['previewVersion'] = async (of) => {
    const { ruleVersionId, goodsFen, freightFen, discountFen = zeroFen, seed, collectiveId, placedOn } = of
    const feeFen = of.feeFen ?? expectedFee(fen(goodsFen + freightFen - discountFen))
    const price = { goodsFen, freightFen, feeFen, seed }
    return previewOf(await ruleVersion(ruleVersionId), price, { collectiveId, placedOn })
  }

  return { allied, preview, previewVersion }
}
