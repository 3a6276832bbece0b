import { accept } from '#shared/result.ts'
import { anAddressOf, origin, sessionOf, type Shop } from '#tests/make/shop.ts'
import type { Method } from '#tests/make/stripe.ts'
import type { Chance } from './chance.ts'
import { aProcess, Crash, type Process } from './process.ts'

const BUYERS = Array.from({ length: 40 }, (_, index) => `buyer_${index}`)
const METHODS: Method[] = ['card', 'alipay', 'wechat_pay']
/** the most steps that one action takes; a death planned later than its end does not happen */
const STEPS_OF_AN_ACTION = 24

type Wish = { buyerId: string; quantity: number; claimKey: string }
type Held = { buyerId: string; holdId: string }
type Page = { url: string; sessionId: string; paid: boolean }

export type Market = ReturnType<typeof aMarket>

/**
 * Buyers who claim, pay, change their minds and fall asleep; a Stripe whose letters come twice, late, in any order or
 * never; and a shop that dies in the middle of it and starts again.
 */
export function aMarket({ shop, chance }: { shop: Shop; chance: Chance }) {
  const { stripe } = shop
  /** claims without an answer: the button tries again with the same key */
  let wishes: Wish[] = []
  let held: Held[] = []
  const pages = new Map<string, Page>()
  let mayGiveUpTooEarly = true
  let deaths = 0
  let process = start()

  function start(): Process {
    return aProcess({
      ...shop,
      wrap: (services) => ({
        ...services,
        payments: {
          ...services.payments,
          // A wallet that approves while its session is being expired: the shop hears "expired", then gets the money.
          expireSession: (sessionId) =>
            mayGiveUpTooEarly && chance.happens(0.6)
              ? Promise.resolve(accept({ sessionId, reference: null, state: 'expired', tried: false }))
              : services.payments.expireSession(sessionId),
        },
      }),
    })
  }

  const actions: Record<string, { weight: number; act(): Promise<unknown> }> = {
    claim: { weight: 8, act: claim },
    place: { weight: 7, act: place },
    pay: { weight: 3, act: pay },
    deliver: { weight: 5, act: deliver },
    comeBack: { weight: 3, act: comeBack },
    release: { weight: 1, act: release },
    wait: { weight: 2, act: () => stripe.advance(20 + chance.below(200)) },
    tick: { weight: 3, act: tick },
    sweep: { weight: 2, act: () => process.counter.checkout.sweep() },
  }
  const urn = Object.values(actions).flatMap(({ weight, act }) => Array.from({ length: weight }, () => act))

  async function claim() {
    const buyerId = chance.oneOf(BUYERS)!
    const fresh = { buyerId, quantity: 1 + chance.below(2), claimKey: shop.ids.uuid() }
    const wish = chance.oneOf(wishes) ?? fresh
    if (wish === fresh) wishes.push(fresh)
    const { quantity, claimKey } = wish
    const answer = await process.counter.flashSale.claim(wish.buyerId, {
      saleId: shop.sale.id,
      quantity,
      claimKey,
    })
    wishes = wishes.filter((other) => other !== wish)
    if (answer.ok) held.push({ buyerId: wish.buyerId, holdId: answer.value.holdId })
  }

  async function place() {
    const hold = chance.oneOf(held)
    if (!hold) return
    const answer = await process.counter.checkout.placeOrder({
      ...hold,
      request: anAddressOf(hold.buyerId),
      locale: chance.happens(0.5) ? 'zh-CN' : 'en',
      origin,
    })
    if (!answer.ok) {
      held = held.filter((other) => other !== hold)
      return
    }
    const sessionId = sessionOf(answer.value.redirectTo)
    if (!pages.has(sessionId)) pages.set(sessionId, { url: answer.value.redirectTo, sessionId, paid: false })
  }

  async function pay() {
    const page = chance.oneOf([...pages.values()].filter(({ paid }) => !paid))
    if (!page) return
    const session = await shop.payments.session(page.sessionId)
    if (!session.ok || session.value.state !== 'open') return
    await stripe.payOn(page.url, chance.oneOf(METHODS)!)
    page.paid = true
  }

  async function deliver() {
    const letters = [chance.oneOf(stripe.letters), chance.oneOf(stripe.letters), chance.oneOf(stripe.letters)]
    const deliveries = letters
      .filter((letter) => letter !== null)
      .map(({ body, signature }) => process.counter.checkout.receiveWebhook(body, signature))
    await Promise.all(deliveries)
  }

  async function comeBack() {
    const page = chance.oneOf([...pages.values()])
    if (page) await process.counter.checkout.reconcile(page.sessionId, 'return_page')
  }

  async function release() {
    const hold = chance.oneOf(held)
    if (hold) await process.counter.flashSale.release(hold.buyerId, hold.holdId)
  }

  async function tick() {
    await process.counter.flashSale.expireHolds(100)
    await process.counter.checkout.closeOverduePayments()
  }

  async function survive(act: () => Promise<unknown>) {
    await act().catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error
    })
    if (!process.isDead()) return process.dieAfter(Infinity)
    deaths += 1
    await process.bury()
    process = start()
  }

  return {
    /** one action of somebody; in a third of the cases the shop dies somewhere in it, or right after */
    async step() {
      if (chance.happens(0.35)) process.dieAfter(chance.below(STEPS_OF_AN_ACTION))
      await survive(chance.oneOf(urn)!)
    },
    /** everything that is under way comes to its end: holds run out, letters arrive, refunds are answered */
    async rest() {
      mayGiveUpTooEarly = false
      await stripe.advance(600)
      await tick()
      for (const letter of stripe.letters)
        await process.counter.checkout.receiveWebhook(letter.body, letter.signature)
      await process.counter.checkout.sweep()
      await stripe.advance(120)
      await process.counter.checkout.sweep()
      await process.bury()
    },
    deaths: () => deaths,
    paidSessions: () => [...pages.values()].filter(({ paid }) => paid).map(({ sessionId }) => sessionId),
  }
}
