import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aSaleCounter, type SaleCounter } from '#tests/make/sale-counter.ts'

let counter: SaleCounter

beforeEach(async () => {
  counter = await aSaleCounter({ stock: 20, perBuyerLimit: 2 })
})
afterEach(async () => {
  expect(await counter.broken()).toEqual([])
  await counter.close()
})

async function held(buyerId: string, quantity = 1) {
  const answer = await counter.claim(buyerId, { quantity })
  if (!answer.ok) throw new Error(answer.refusal.kind)
  return answer.value.holdId
}
const stateOf = async (holdId: string) => (await counter.flashSale.hold(holdId))?.state
const overLimit = (taken: number) => ({ ok: false, refusal: { kind: 'over_limit', limit: 2, taken } })

const whoWaits = 'select pid from pg_locks where not granted and transactionid = pg_current_xact_id()::xid'

describe('an account', () => {
  it('has one limit on all the devices that have signed in to it', async () => {
    await counter.flashSale.mergeBuyer('vis_phone', 'user_1')
    await counter.flashSale.mergeBuyer('vis_laptop', 'user_1')
    await held('vis_phone')
    await held('vis_laptop')

    expect(await counter.claim('vis_phone')).toEqual(overLimit(2))
    expect(await counter.claim('vis_laptop')).toEqual(overLimit(2))
  })

  it('has it in one batch too', async () => {
    for (const visitor of ['vis_a', 'vis_b', 'vis_c']) await counter.flashSale.mergeBuyer(visitor, 'user_1')
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) => counter.claim(`vis_${'abc'[n % 3]}`)),
    )

    expect(answers.filter(({ ok }) => ok)).toHaveLength(2)
  })

  it('takes over what its guest holds, and sees it on every device', async () => {
    const holdId = await held('vis_guest')
    await counter.flashSale.mergeBuyer('vis_guest', 'user_1')
    await counter.flashSale.mergeBuyer('vis_other', 'user_1')

    expect(await counter.flashSale.openHoldsOf('vis_other')).toMatchObject([{ holdId, elsewhere: true }])
    expect((await counter.flashSale.openHoldsOf('vis_guest'))[0]).not.toHaveProperty('elsewhere')
    await held('vis_other')
    expect(await counter.claim('vis_guest')).toEqual(overLimit(2))
  })

  it('signs in while a payment of the guest settles, and neither waits for the other for ever', async () => {
    const holdId = await held('vis_guest')
    const settling = await counter.database.pool.connect()
    await settling.query('begin')
    await settling.query('select from flash_sale_hold where id = $1 for update', [holdId])
    const merged = counter.flashSale.mergeBuyer('vis_guest', 'user_1')
    await expect.poll(async () => (await settling.query(whoWaits)).rows).toHaveLength(1)
    await settling.query('select from flash_sale where id = $1 for update', [counter.sale.id])
    await settling.query('commit')
    settling.release()
    await merged

    expect(await counter.flashSale.openHoldsOf('vis_guest')).toMatchObject([{ holdId }])
  })

  it('gives back what is too much when a guest signs in, the newest first', async () => {
    await counter.flashSale.mergeBuyer('vis_mine', 'user_1')
    await held('vis_mine')
    const first = await held('vis_guest')
    const second = await held('vis_guest')
    await counter.flashSale.mergeBuyer('vis_guest', 'user_1')

    expect([await stateOf(first), await stateOf(second)]).toEqual(['held', 'released'])
    expect(await counter.flashSale.sale(counter.sale.id)).toMatchObject({ held: 2, left: 18 })
  })

  it('lets a guest finish what he was paying for, and nobody add to it', async () => {
    await counter.flashSale.mergeBuyer('vis_mine', 'user_1')
    await held('vis_mine', 2)
    const paying = await held('vis_guest', 2)
    await counter.db.$transaction((tx) =>
      counter.flashSale.beginPayment(tx, {
        holdId: paying,
        buyerId: 'vis_guest',
        phoneKey: 'p',
        addressKey: 'a',
      }),
    )
    await counter.flashSale.mergeBuyer('vis_guest', 'user_1')

    expect(await stateOf(paying)).toBe('paying')
    expect(await counter.claim('vis_guest')).toEqual(overLimit(2))
  })

  it('merges twice as once, while claims go on', async () => {
    const merges = Array.from({ length: 5 }, () => counter.flashSale.mergeBuyer('vis_a', 'user_1'))
    const answers = await Promise.all(Array.from({ length: 20 }, () => counter.claim('vis_a')))
    await Promise.all(merges)

    expect(answers.filter(({ ok }) => ok).length).toBeLessThanOrEqual(2)
    expect(await counter.db.buyerPerson.findMany()).toMatchObject([{ buyerId: 'vis_a', personId: 'user_1' }])
  })
})

describe('a phone and an address', () => {
  const begin = (holdId: string, buyerId: string, [phoneKey, addressKey]: readonly [string, string]) =>
    counter.db.$transaction((tx) =>
      counter.flashSale.beginPayment(tx, { holdId, buyerId, phoneKey, addressKey }),
    )

  it.each<[string, [string, string], [string, string]]>([
    ['phone', ['phone_1', 'door_a'], ['phone_1', 'door_b']],
    ['address', ['phone_1', 'door_a'], ['phone_2', 'door_a']],
  ])('have one limit each: the same %s', async (_, first, second) => {
    const mine = await held('vis_a', 2)
    const another = await held('vis_b', 1)
    expect(await begin(mine, 'vis_a', first)).toMatchObject({ ok: true })

    expect(await begin(another, 'vis_b', second)).toEqual({
      ok: false,
      refusal: { kind: 'door_over_limit', limit: 2 },
    })
    expect(await stateOf(another)).toBe('held')
    expect(await begin(another, 'vis_b', ['phone_3', 'door_c'])).toMatchObject({ ok: true })
  })

  it('are looked at one order after the other, however many begin at once', async () => {
    const buyers = Array.from({ length: 12 }, (_, n) => `vis_${n}`)
    const holds = await Promise.all(buyers.map((buyer) => held(buyer)))
    const begun = await Promise.all(
      holds.map((holdId, n) => begin(holdId, buyers[n]!, [`phone_${n % 2}`, n % 3 ? 'door_a' : 'door_b'])),
    )

    expect(begun.filter(({ ok }) => ok).length).toBeLessThanOrEqual(4)
    expect(begun.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(2)
  })

  it('may be changed while the order is being paid', async () => {
    const mine = await held('vis_a', 2)
    await begin(mine, 'vis_a', ['phone_1', 'door_a'])
    const first = await counter.flashSale.hold(mine)
    expect(await begin(mine, 'vis_a', ['phone_2', 'door_b'])).toMatchObject({
      value: { state: 'paying', expiresAt: first!.expiresAt },
    })

    const another = await held('vis_b', 2)
    expect(await begin(another, 'vis_b', ['phone_1', 'door_a'])).toMatchObject({ ok: true })
  })
})
