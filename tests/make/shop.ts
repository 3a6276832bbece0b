import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { createAlliances } from '#server/alliances/index.ts'
import { createCatalog } from '#server/catalog/index.ts'
import { createCheckout } from '#server/checkout/index.ts'
import { createCoupons } from '#server/coupons/index.ts'
import { createClearing } from '#server/clearing/index.ts'
import { createFlashSales } from '#server/flash-sale/index.ts'
import { createLedger } from '#server/ledger/index.ts'
import { createPayments } from '#server/payments/index.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { randomIds } from '#server/platform/ids.ts'
import { noOtherNodes } from '#server/platform/node-bus.ts'
import { createLog } from '#server/platform/log.ts'
import { createRegistry } from '#server/registry/index.ts'
import { createRevenueShare } from '#server/revenue-share/index.ts'
import type { CheckoutRequest } from '#shared/checkout.ts'
import { splitRule } from '#shared/split.ts'
import { expectSoundBooks } from '#tests/setup/ledger.ts'
import { createTestDatabase } from '#tests/setup/test-database.ts'
import { aHoneyVillage, type HoneyVillage } from './honey-village.ts'
import type { Method, TestStripe, Webhook } from './stripe.ts'

export type Shop = Awaited<ReturnType<typeof aShop>>
export type Counter = ReturnType<typeof openCounter>

export const origin = 'http://127.0.0.1:13600'

export const anAddress: CheckoutRequest = {
  recipientName: '王小明',
  phone: '13812345678',
  province: '福建省',
  city: '福州市',
  district: '鼓楼区',
  street: '东街口 1 号 2 单元 301',
  note: '',
  acceptFreshReturn: 'on',
}

/** A phone and a door of the buyer's own: the limit counts both. */
export function anAddressOf(buyerId: string): CheckoutRequest {
  const number = createHash('sha256').update(buyerId).digest().readUInt32BE() % 100_000_000
  return { ...anAddress, phone: `138${String(number).padStart(8, '0')}`, street: `东街口 ${number} 号` }
}

const rule = splitRule.parse([
  { kind: 'processor_fee' },
  {
    kind: 'basis_points',
    of: 'gross',
    parts: [
      { to: 'household', bp: 5910 },
      { to: 'collective', bp: 500 },
      { to: 'platform', bp: 300 },
    ],
  },
  { kind: 'rest', to: 'cooperative' },
])
/** the rule by which the honey village's goods are split; without one in force a room can't say who earns what */
export const standardRule = {
  ruleCode: 'standard',
  version: 1,
  validFrom: new Date('2026-01-01T00:00:00Z'),
  rule,
  author: '甲',
  approver: '乙',
}

/** the honey village's goods, as far as it decides whose rule splits them */
export const honeyGoods = (ruleCode: string) => ({
  ...{ productId: 'prod_wild-honey', cooperativeId: 'org_coop-yiyou', collectiveId: 'org_village-yiyou' },
  ruleCode,
})

/** The modules that selling and paying need, as one process makes them. `wrap` may put something in between. */
export function openCounter({ database, stripe, wrap = (services) => services }: CounterOptions) {
  const { db } = database
  const { clock } = stripe
  const log = createLog({ LOG_LEVEL: 'silent' })
  const ledger = createLedger({ db, ids: randomIds })
  const registry = createRegistry({ db })
  const alliances = createAlliances({ db, clock, ids: randomIds, registry })
  const revenueShare = createRevenueShare({ db, ids: randomIds, ledger, alliances })
  const payments = createPayments({ env: stripe.env, log })
  const clearing = createClearing({
    ...{ db, clock, ids: randomIds, log, ledger, payments },
    bookDisputes: (disputeIds) => checkout.bookDisputes(disputeIds),
  })
  const services = wrap({
    db,
    clock,
    ids: randomIds,
    log,
    catalog: createCatalog({ db }),
    flashSale: createFlashSales({ database, clock, ids: randomIds, log, bus: noOtherNodes }),
    payments,
    coupons: createCoupons({ db, clock, ids: randomIds, log, bus: noOtherNodes, revenueShare }),
    revenueShare,
    ledger,
    saleParties: registry.saleParties,
    findAlliance: alliances.termsOf,
    bookPayout: clearing.bookPayout,
    origin,
  })
  const checkout = createCheckout(services)
  return { ...services, clearing, registry, alliances, checkout }
}
type Services = Parameters<typeof createCheckout>[0]
type CounterOptions = {
  database: Database
  stripe: Pick<TestStripe, 'clock' | 'env'>
  wrap?(services: Services): Services
}

/** The shop's modules on a database of its own, with the honey village in it, its books open and its rule in force. */
export function aShop(stripe: TestStripe, world: { stock?: number; perBuyerLimit?: number } = {}) {
  return aShopWith(stripe, async (counter) => {
    const village = await aHoneyVillage(counter.db, world)
    await openBooks(counter, village)
    return village
  })
}

/** The same with a world of the test's own; its first sale is what buyers claim unless they say otherwise. */
export async function aShopWith<World extends { sale: { id: string } }>(
  stripe: TestStripe,
  fill: (counter: Counter) => Promise<World>,
) {
  const testDatabase = await createTestDatabase()
  const database = openDatabase({ DATABASE_URL: testDatabase.url, DATABASE_POOL_MAX: 16 })
  const counter = openCounter({ database, stripe })
  const world = await fill(counter)
  const { flashSale, checkout, ledger } = counter

  const shop = {
    ...world,
    ...counter,
    database,
    databaseUrl: testDatabase.url,
    stripe,
    async claim(buyerId: string, { quantity = 1, saleId = world.sale.id } = {}) {
      const answer = await flashSale.claim(buyerId, { saleId, quantity, claimKey: randomIds.uuid() })
      if (!answer.ok) throw new Error(`Not held: ${answer.refusal.kind}`)
      return answer.value
    },
    placeOrder: (buyerId: string, holdId: string, request: Partial<CheckoutRequest> = {}) =>
      checkout.placeOrder({
        buyerId,
        holdId,
        request: { ...anAddressOf(buyerId), ...request },
        locale: 'zh-CN',
        origin,
      }),
    /** claim and place; the buyer now looks at Stripe's page */
    async anOrder(buyerId: string, claim: { quantity?: number; saleId?: string } = {}) {
      const hold = await shop.claim(buyerId, claim)
      const answer = await shop.placeOrder(buyerId, hold.holdId)
      if (!answer.ok) throw new Error(`Not placed: ${answer.refusal.kind}`)
      const { orderNumber, redirectTo } = answer.value
      const sessionId = sessionOf(redirectTo)
      return { buyerId, hold, number: orderNumber, page: redirectTo, sessionId }
    },
    /** pays on the page. @returns Stripe's letter about it, not yet delivered */
    async pay(order: { page: string; sessionId: string }, method: Method = 'card'): Promise<Webhook> {
      await stripe.payOn(order.page, method)
      return stripe.letter('checkout.session.completed', order.sessionId)
    },
    deliver: (letter: Webhook) => checkout.receiveWebhook(letter.body, letter.signature),
    async stateOf({ number, buyerId }: { number: string; buyerId: string }) {
      return (await checkout.order(number, { buyerId }))?.state
    },
    /** After every test that moves money or stock. */
    async expectSound() {
      await flashSale.close()
      await expectSoundBooks(ledger)
      expect((await flashSale.invariants()).filter(({ broken }) => broken > 0)).toEqual([])
      expect((await counter.coupons.invariants()).filter(({ broken }) => broken > 0)).toEqual([])
      expect(await moneyWithoutGoods(database)).toEqual([])
      expect(stripe.sandbox.violations()).toEqual([])
    },
    async close() {
      await checkout.close()
      counter.coupons.close()
      await flashSale.close()
      await database.close()
      await testDatabase.drop()
    },
  }
  return shop
}

export function sessionOf(page: string): string {
  return new URL(page).pathname.split('/').at(-1)!
}

/** Books for who earns by the village's goods, and the rule by which they do. */
export async function openBooks(
  { revenueShare, registry }: Pick<Counter, 'revenueShare' | 'registry'>,
  { household, cooperative, collective }: HoneyVillage,
) {
  const parties = await registry.saleParties({
    householdId: household.id,
    cooperativeId: cooperative.id,
    collectiveId: collective.id,
  })
  await revenueShare.openPlatformBook(parties.platform)
  await revenueShare.openCooperativeBook(parties.cooperative)
  await revenueShare.openCollectiveBook(parties.collective)
  await revenueShare.openHouseholdAccounts(parties.household, parties.cooperative)
  await revenueShare.activate(standardRule)
  return parties
}

/** Orders whose money, goods and books don't fit together. None, always. */
export async function moneyWithoutGoods({ db }: Pick<Database, 'db'>) {
  return db.$queryRaw<{ number: string; problem: string }[]>`
    with facts as (
      select o.number, o.state, h.state as hold, o.total_fen + o.discount_fen as total_fen,
        o.processor_fee_fen, o.charge_id,
        (select coalesce(sum(a.amount_fen), 0) from split_allocation a
          join checkout_order_line l on l.id = a.order_line_id where l.order_id = o.id) as allocated,
        (select coalesce(sum(a.amount_fen), 0) from split_allocation a
          join checkout_order_line l on l.id = a.order_line_id
          where l.order_id = o.id and a.party_kind = 'processor_fee') as fee,
        (select count(*) from ledger.journal j
          where j.source_type = 'order' and j.source_id = o.id and j.kind = 'sale') as sales,
        (select count(*) from ledger.journal j
          where j.source_type = 'order' and j.source_id = o.id and j.idem_key = 'returnable:' || o.charge_id) as owed,
        (select count(*) from ledger.journal j
          where j.source_type = 'order' and j.source_id = o.id and j.idem_key = 'returned:' || o.charge_id) as returned,
        (select count(*) from checkout_refund r where r.order_id = o.id and r.charge_id = o.charge_id) as refunds,
        (select count(*) from outbox_message m
          where m.topic = 'order:paid' and m.payload ->> 'orderId' = o.id) as news
      from checkout_order o join flash_sale_hold h on h.id = o.hold_id
    )
    select number, 'paid: ' || hold || ', ' || allocated || ' of ' || total_fen as problem from facts
      where state = 'paid'
        and (hold, allocated, fee, sales, owed, news) is distinct from ('paid', total_fen, processor_fee_fen, 1, 0, 1)
    union all select number, state || ': ' || hold from facts
      where state in ('awaiting_payment', 'cancelled')
        and (hold = 'paid' or allocated <> 0 or sales + owed + refunds + news <> 0)
    union all select number, state || ': ' || hold || ', owed ' || owed || ', returned ' || returned from facts
      where state in ('refund_pending', 'refunded')
        and (hold = 'paid' or allocated <> 0 or sales + news <> 0 or owed <> 1 or refunds <> 1
          or returned <> case state when 'refunded' then 1 else 0 end)
    union all select 'hold ' || h.id, 'paid without a paid order' from flash_sale_hold h
      left join checkout_order o on o.hold_id = h.id
      where h.state = 'paid' and o.state is distinct from 'paid'`
}
