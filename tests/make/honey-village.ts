import type { Db } from '#server/platform/db.ts'
import { aCategory, aLot, aProduct, aVariant } from './catalog.ts'
import { aBase, aHousehold, anOrganisation, aVillage } from './registry.ts'
import { aLiveSession, aSale } from './selling.ts'

export type HoneyVillage = Awaited<ReturnType<typeof aHoneyVillage>>

/**
 * The smallest whole world: platform, one village with collective, cooperative and household, one honey with one
 * variant, a live session, and one open sale of `stock` units at 59.00 yuan, at most `perBuyerLimit` a buyer.
 * Books are not opened here: tests of money do that with the ledger itself.
 */
export async function aHoneyVillage(db: Db, { stock = 10, perBuyerLimit = 2 } = {}) {
  const platform = await anOrganisation(db, {
    kind: 'platform',
    bookCode: 'platform',
    nameZh: '山货平台',
    nameEn: 'Shanhuo',
  })
  const village = await aVillage(db)
  const cooperative = await anOrganisation(db, {
    kind: 'cooperative',
    bookCode: 'coop-yiyou',
    villageId: village.id,
    nameZh: '义由蜜蜂专业合作社',
    nameEn: 'Yiyou Bee Cooperative',
  })
  const collective = await anOrganisation(db, {
    kind: 'collective',
    bookCode: 'village-yiyou',
    villageId: village.id,
    nameZh: '义由村股份经济合作社',
    nameEn: 'Yiyou Village Collective',
  })
  const household = await aHousehold(db, { villageId: village.id, cooperativeId: cooperative.id })
  const base = await aBase(db, { villageId: village.id })
  const category = await aCategory(db)
  const product = await aProduct(db, {
    categoryId: category.id,
    villageId: village.id,
    cooperativeId: cooperative.id,
    householdId: household.id,
  })
  const lot = await aLot(db, { productId: product.id, baseId: base.id })
  const variant = await aVariant(db, { productId: product.id, lotId: lot.id })
  const liveSession = await aLiveSession(db, { villageId: village.id })
  const sale = await aSale(db, {
    variantId: variant.id,
    liveSessionId: liveSession.id,
    total: stock,
    perBuyerLimit,
  })
  return {
    platform,
    village,
    cooperative,
    collective,
    household,
    base,
    category,
    product,
    lot,
    variant,
    liveSession,
    sale,
  }
}
