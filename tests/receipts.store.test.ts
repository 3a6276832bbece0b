import { afterAll, beforeAll, expect, it } from 'vitest'
import { activateRules, openBooks } from '#prisma/seed/books.ts'
import { seedGoods } from '#prisma/seed/goods.ts'
import { seedPlaces } from '#prisma/seed/places.ts'
import { aShopWith } from '#tests/make/shop.ts'
import { aStripe, type Method, type TestStripe } from '#tests/make/stripe.ts'
import { expectReceiptIsBooked } from '#tests/setup/receipt.ts'

const METHODS: Method[] = ['card', 'alipay', 'wechat_pay']

let stripe: TestStripe
beforeAll(async () => {
  stripe = await aStripe()
})
afterAll(() => stripe.close())

it('the receipt of every seeded product is what is posted, to the fen', { timeout: 300_000 }, async () => {
  const shop = await aShopWith(stripe, async ({ db, registry, revenueShare }) => {
    await seedPlaces(db)
    await seedGoods(db)
    await openBooks({ db, registry, revenueShare })
    await activateRules(revenueShare)
    return { sale: await db.flashSale.findFirstOrThrow() }
  })
  const sales = await shop.db.flashSale.findMany({ orderBy: { id: 'asc' } })
  expect(sales.length).toBeGreaterThanOrEqual(40)

  for (const [index, sale] of sales.entries()) {
    // One, and enough to travel free; so that every price is seen with freight and without, where it can be.
    for (const quantity of [1, 3]) {
      const order = await shop.anOrder(`buyer_${index}`, { saleId: sale.id, quantity })
      await stripe.payOn(order.page, METHODS[index % METHODS.length]!)
      await shop.checkout.reconcile(order.sessionId, 'return_page')

      const receipt = await shop.checkout.order(order.number, order)
      const { id } = await shop.db.order.findUniqueOrThrow({ where: { number: order.number } })
      await expectReceiptIsBooked(receipt!, id, shop.ledger)
    }
  }
  await shop.expectSound()
  await shop.close()
})
