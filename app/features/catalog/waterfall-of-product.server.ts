import type { AppLoadContext } from '@remix-run/node'
import type { ProductPage } from '#server/catalog/index.ts'
import type { Waterfall } from '#server/checkout/index.ts'
import { businessDay } from '#shared/calendar.ts'
import type { Bilingual } from '#shared/locale.ts'
import { zeroFen, type Fen } from '#shared/money.ts'
import type { Beneficiary } from '#shared/split.ts'

type Named = Pick<
  ProductPage,
  'productId' | 'household' | 'cooperative' | 'collectiveId' | 'village' | 'ruleCode'
>

/** Who gets what of one unit at this price, by the rule in force and the function that will post it. */
export async function waterfallOfProduct(
  { services, now }: AppLoadContext,
  product: Named,
  priceFen: Fen,
): Promise<Waterfall> {
  const goods = { ...product, cooperativeId: product.cooperative.id }
  const [share, terms] = await Promise.all([
    services.revenueShare.preview({ goods, goodsFen: priceFen, at: now() }),
    services.alliances.termsOf(product.collectiveId, businessDay(now())),
  ])
  const legs = share.legs.map(({ partyKind, amountFen }) => ({
    partyKind,
    party: partyKind === 'alliance' && terms ? terms.alliance.key : partyKind,
    name: partyKind === 'alliance' && terms ? terms.alliance.name : nameOf(partyKind, product),
    amountFen,
  }))
  return {
    totalFen: share.totalFen,
    returnedFen: zeroFen,
    discountFen: zeroFen,
    ruleCode: share.ruleCode,
    ruleVersion: share.version,
    legs,
    estimated: true,
  }
}

function nameOf(partyKind: Beneficiary, { household, cooperative, village }: Named): Bilingual {
  switch (partyKind) {
    case 'household':
      return household.name
    case 'cooperative':
      return cooperative.name
    case 'collective':
      return village.name
    default:
      return { zh: '', en: '' }
  }
}
