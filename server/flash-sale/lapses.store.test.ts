import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HOLD_EXTENSION_SEC, HOLD_SEC, PAY_FIRST_SEC, PAY_FIRST_WITHIN_HOURS } from '#shared/flash-sale.ts'
import { randomIds } from '#server/platform/ids.ts'
import { aSaleCounter, type SaleCounter } from '#tests/make/sale-counter.ts'
import { aSale } from '#tests/make/selling.ts'

/** what the sales of this file have: most of it in a sale that asks nobody to pay first */
const STOCK = 60
const HOUR_MS = 3_600_000

let counter: SaleCounter
let saleId: string
beforeEach(async () => {
  counter = await aSaleCounter({ stock: STOCK, perBuyerLimit: 9 })
  await counter.flashSale.takeBack(counter.sale.id, STOCK / 2)
  saleId = await aStrictSale()
})
afterEach(async () => {
  expect(await counter.broken()).toEqual([])
  await counter.close()
})

/** A sale in which whoever let holds lapse again and again pays first. */
async function aStrictSale({ id = 'sale_strict', total = 6 } = {}) {
  const { db, variant, liveSession } = counter
  const terms = { payFirst: true, perBuyerLimit: 9, total }
  await aSale(db, { ...terms, id, variantId: variant.id, liveSessionId: liveSession.id })
  return id
}
async function held(buyerId: string, sale = counter.sale.id, quantity = 1) {
  const answer = await counter.claim(buyerId, { saleId: sale, quantity })
  if (!answer.ok) throw new Error(answer.refusal.kind)
  return answer.value
}
/** Lets what is held run out, `late` seconds after its time. */
async function runOut(lateSec = 0, sec = HOLD_SEC) {
  counter.clock.advance((sec + lateSec) * 1000)
  await counter.flashSale.expireHolds(100)
}
async function letLapse(buyerId: string, times = 3) {
  for (let time = 0; time < times; time += 1) {
    await held(buyerId)
    await runOut()
  }
}
const doorsOf = (name: string) => ({ phoneKey: `phone of ${name}`, addressKey: `address of ${name}` })
const beginPayment = (buyerId: string, holdId: string, doors = doorsOf(buyerId)) =>
  counter.db.$transaction((tx) => counter.flashSale.beginPayment(tx, { holdId, buyerId, ...doors }))
const giveUp = (holdId: string, isLapse: boolean) =>
  counter.db.$transaction((tx) => counter.flashSale.releaseUnpaid(tx, [holdId], { isLapse }))
const pay = (holdId: string) => counter.db.$transaction((tx) => counter.flashSale.sell(tx, [holdId]))
const wait = (buyerId: string) =>
  counter.flashSale.wait(buyerId, { saleId, quantity: 1, claimKey: randomIds.uuid() })
const paysFirst = (buyerId: string) => counter.flashSale.paysFirst(buyerId)
const secLeft = ({ expiresAt }: { expiresAt: string }) =>
  (Date.parse(expiresAt) - counter.clock.now().getTime()) / 1000

describe('who let three holds lapse', () => {
  it('has a short hold, beside others who have a whole one, and is told so', async () => {
    await letLapse('vis_late')

    const [late, good] = await Promise.all([held('vis_late', saleId), held('vis_good', saleId)])
    expect(late).toMatchObject({ payFirst: true, sequence: 1 })
    expect(secLeft(late)).toBe(PAY_FIRST_SEC)
    expect(good).toMatchObject({ payFirst: false, sequence: 2 })
    expect(secLeft(good)).toBe(HOLD_SEC)
    expect(await counter.flashSale.hold(late.holdId)).toMatchObject({ ...late, buyerId: 'vis_late' })

    await runOut(0, PAY_FIRST_SEC)
    expect(await counter.flashSale.hold(late.holdId)).toMatchObject({ state: 'expired' })
    expect(await counter.flashSale.hold(good.holdId)).toMatchObject({ state: 'held' })
  })

  it('has it also where somebody in the batch is refused, and when asked again', async () => {
    await letLapse('vis_late')
    const claimKey = randomIds.uuid()
    const [late, refused] = await Promise.all([
      counter.claim('vis_late', { saleId, claimKey }),
      counter.claim('vis_greedy', { saleId, quantity: 10 }),
    ])

    expect(late).toMatchObject({ ok: true, value: { payFirst: true } })
    expect(late.ok && secLeft(late.value)).toBe(PAY_FIRST_SEC)
    expect(refused).toMatchObject({ ok: false, refusal: { kind: 'over_limit' } })
    expect(await counter.claim('vis_late', { saleId, claimKey })).toEqual(late)
  })

  it('has a whole one where the sale does not ask for it', async () => {
    await letLapse('vis_late')

    const hold = await held('vis_late')
    expect(hold.payFirst).toBe(false)
    expect(secLeft(hold)).toBe(HOLD_SEC)
  })

  it('has the payment page’s time from then on, and nothing left over', async () => {
    await letLapse('vis_late')
    const late = await held('vis_late', saleId)
    const good = await held('vis_good', saleId)
    counter.clock.advance(30_000)

    const [latePays, goodPays] = [
      await beginPayment('vis_late', late.holdId),
      await beginPayment('vis_good', good.holdId),
    ]
    expect(latePays.ok && secLeft(latePays.value)).toBe(HOLD_EXTENSION_SEC)
    expect(goodPays.ok && secLeft(goodPays.value)).toBe(HOLD_SEC - 30 + HOLD_EXTENSION_SEC)
    const again = await beginPayment('vis_late', late.holdId)
    expect(again).toEqual(latePays)
  })

  it('is forgiven by one payment, in time or not', async () => {
    await letLapse('vis_late')
    const hold = await held('vis_late', saleId)
    await runOut(0, PAY_FIRST_SEC)
    expect(await paysFirst('vis_late')).toBe(true)

    await pay(hold.holdId)
    expect(await paysFirst('vis_late')).toBe(false)
    expect((await held('vis_late', saleId)).payFirst).toBe(false)
    expect(await counter.db.lapse.count()).toBe(0)
  })

  it('is as everybody else a day later, and then forgotten', async () => {
    await letLapse('vis_late')
    counter.clock.advance(PAY_FIRST_WITHIN_HOURS * HOUR_MS - 2 * HOLD_SEC * 1000 - 1)
    expect(await paysFirst('vis_late')).toBe(true)
    counter.clock.advance(1)
    expect(await paysFirst('vis_late')).toBe(false)

    await counter.flashSale.dropOldLapses()
    expect(await counter.db.lapse.count()).toBe(2)
  })

  it('is the same person after signing in', async () => {
    await letLapse('vis_phone', 2)
    await letLapse('vis_laptop', 1)
    await counter.flashSale.mergeBuyer('vis_phone', 'user_late')
    expect(await paysFirst('vis_phone')).toBe(false)
    await counter.flashSale.mergeBuyer('vis_laptop', 'user_late')

    expect(await paysFirst('vis_phone')).toBe(true)
    expect((await held('vis_laptop', saleId)).payFirst).toBe(true)
  })

  it('is known by phone or by address when payment begins under another name', async () => {
    for (let time = 0; time < 3; time += 1) {
      const { holdId } = await held(`vis_${time}`)
      await beginPayment(`vis_${time}`, holdId, { ...doorsOf('home'), addressKey: `address ${time}` })
      counter.clock.advance((HOLD_SEC + HOLD_EXTENSION_SEC) * 1000)
      await giveUp(holdId, true)
    }
    const hold = await held('vis_new', saleId)
    expect(hold.payFirst).toBe(false)
    counter.clock.advance((HOLD_SEC - 10) * 1000)

    const begun = await beginPayment('vis_new', hold.holdId, {
      ...doorsOf('elsewhere'),
      phoneKey: 'phone of home',
    })
    expect(begun).toMatchObject({ ok: true, value: { payFirst: true } })
    expect(begun.ok && secLeft(begun.value)).toBe(HOLD_EXTENSION_SEC)
    await pay(hold.holdId)
    expect(await counter.db.lapse.count({ where: { who: 'phone:phone of home' } })).toBe(0)
    expect(await counter.db.lapse.count({ where: { who: { startsWith: 'address:' } } })).toBe(3)
  })

  it('never has less than was promised when the phone turns out to be known', async () => {
    for (const name of ['a', 'b', 'c']) {
      const { holdId } = await held(name)
      await beginPayment(name, holdId, doorsOf('home'))
      counter.clock.advance((HOLD_SEC + HOLD_EXTENSION_SEC) * 1000)
      await giveUp(holdId, true)
    }
    const hold = await held('vis_new', saleId)

    const begun = await beginPayment('vis_new', hold.holdId, doorsOf('home'))
    expect(begun).toMatchObject({ ok: true, value: { payFirst: true, expiresAt: hold.expiresAt } })
  })
})

describe('a hold that ends', () => {
  const lapses = () => counter.db.lapse.count()

  it('counts when nobody paid, and not when it was given back', async () => {
    const first = await held('vis_a')
    await counter.flashSale.release('vis_a', first.holdId)
    expect(await lapses()).toBe(0)
    await held('vis_a')
    await runOut()
    expect(await lapses()).toBe(1)
  })

  it('does not count when its sale stood still at any moment of its life', async () => {
    const { flashSale, sale, liveSession, clock } = counter
    await held('vis_a')
    await flashSale.pause(sale.id)
    clock.advance(10_000)
    await flashSale.resume(sale.id)
    await runOut(0, HOLD_SEC - 10)
    expect(await lapses()).toBe(0)

    await held('vis_a')
    await flashSale.stopSession(liveSession.id, 'the host')
    await runOut()
    expect(await lapses()).toBe(0)
    await flashSale.resumeSession(liveSession.id)

    await held('vis_a')
    await flashSale.pause(sale.id)
    await flashSale.end(sale.id)
    await runOut()
    expect(await lapses()).toBe(0)
  })

  it('counts again after the pause, for holds that came later', async () => {
    const { flashSale, sale } = counter
    await flashSale.pause(sale.id)
    await flashSale.resume(sale.id)
    counter.clock.advance(1)
    await held('vis_a')
    await runOut()
    expect(await lapses()).toBe(1)
  })

  it('does not count when its lot was called back', async () => {
    await held('vis_a')
    const [lot] = await counter.db.lot.findMany()
    await counter.flashSale.recallLot({ lotId: lot!.id, reason: '霉变', by: '县局' })
    expect(await lapses()).toBe(0)
  })

  it('does not count when it ended late, because the shop was away', async () => {
    await held('vis_a')
    await runOut(61)
    expect(await lapses()).toBe(0)
    await held('vis_a')
    await runOut(60)
    expect(await lapses()).toBe(1)
  })

  it('does not count on the shelf', async () => {
    const shelf = await aSale(counter.db, { variantId: counter.variant.id, total: 3 })
    await held('vis_a', shelf.id)
    await runOut()
    expect(await lapses()).toBe(0)
  })

  it('counts as its payment was given up: tried or not', async () => {
    const tried = await held('vis_a')
    const untried = await held('vis_b')
    for (const [buyerId, { holdId }] of [
      ['vis_a', tried],
      ['vis_b', untried],
    ] as const)
      await beginPayment(buyerId, holdId)
    counter.clock.advance((HOLD_SEC + HOLD_EXTENSION_SEC) * 1000)
    await giveUp(tried.holdId, false)
    await giveUp(untried.holdId, true)

    expect(await counter.db.lapse.findMany({ orderBy: { who: 'asc' } })).toMatchObject([
      { who: 'address:address of vis_b' },
      { who: 'phone:phone of vis_b' },
      { who: 'vis_b' },
    ])
  })
})

describe('in line', () => {
  it('who pays first comes after all others, also those who join later, and sees it', async () => {
    await letLapse('vis_late')
    const one = await held('vis_a', saleId, 6)
    expect(await wait('vis_late')).toMatchObject({
      value: { place: { number: 1, ahead: 0, paysFirst: true } },
    })
    expect(await wait('vis_b')).toMatchObject({ value: { place: { number: 2, ahead: 1, paysFirst: false } } })
    const [place] = await counter.flashSale.placesOf('vis_late', counter.liveSession.id)
    expect(place).toMatchObject({ number: 1, ahead: 1, paysFirst: true })
    await counter.flashSale.takeBack(saleId, 1)
    await counter.flashSale.release('vis_a', one.holdId)

    const [b] = await counter.flashSale.openHoldsOf('vis_b')
    const [late] = await counter.flashSale.openHoldsOf('vis_late')
    expect(b).toMatchObject({ sequence: 2, payFirst: false })
    expect(late).toMatchObject({ sequence: 3, payFirst: true })
  })

  it('an offer that runs out does not count: nobody was told outside the page', async () => {
    const { holdId } = await held('vis_a', saleId, 6)
    await wait('vis_b')
    await counter.flashSale.release('vis_a', holdId)
    await runOut(0, PAY_FIRST_SEC)

    expect(await counter.flashSale.openHoldsOf('vis_b')).toEqual([])
    expect(await counter.db.lapse.count()).toBe(0)
  })
})

describe('the database', () => {
  it('keeps the terms of a sale', async () => {
    await expect(
      counter.db.flashSale.update({ where: { id: saleId }, data: { payFirst: false } }),
    ).rejects.toThrow('FLASH_SALE_TERMS_CHANGED')
  })

  it('forgives for two settlements of one person at once', async () => {
    await letLapse('vis_late', 4)
    const holds = [await held('vis_late'), await held('vis_late'), await held('vis_late')]
    await Promise.all(holds.map(({ holdId }) => pay(holdId)))
    expect(await counter.db.lapse.count()).toBe(0)
  })
})
