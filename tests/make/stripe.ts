import { createServer } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startStripeSandbox } from '#sandbox/stripe/index.ts'
import type { Clock } from '#server/platform/clock.ts'

export type TestStripe = Awaited<ReturnType<typeof aStripe>>
export type Webhook = { type: string; about: string; body: string; signature: string }
export type Method = 'card' | 'alipay' | 'wechat_pay'

const WEBHOOK_SECRET = 'whsec_test_of_the_shop'

/**
 * The Stripe sandbox in this process, a clock that the sandbox and the shop share, and a letter box: webhooks are
 * kept as they come, and a test delivers them when, how often and in what order it likes.
 */
export async function aStripe() {
  const box = await aLetterBox()
  const dataDir = await mkdtemp(join(tmpdir(), 'shanhuo-stripe-'))
  const sandbox = await startStripeSandbox({
    dataDir,
    port: 0,
    walletRefundSec: 60,
    retryDelaysMs: [],
    webhook: { url: box.url, secret: WEBHOOK_SECRET },
  })
  let aheadMs = 0
  const clock: Clock = { now: () => new Date(Date.now() + aheadMs) }

  return {
    sandbox,
    clock,
    env: {
      STRIPE_SECRET_KEY: 'sk_test_of_the_shop',
      STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
      STRIPE_API_BASE: sandbox.origin,
    },
    letters: box.letters,
    /** resolves with the first letter that fits, now or later */
    letter: box.letter,
    /** moves the shop's time and Stripe's */
    async advance(seconds: number) {
      aheadMs += seconds * 1000
      await sandbox.advanceClock(seconds)
    },
    payOn,
    ...controlsOf(sandbox.origin),
    async close() {
      await sandbox.close()
      await box.close()
      await rm(dataDir, { recursive: true })
    },
  }
}

/** What a buyer does on the hosted page. @returns where the browser is sent at last */
async function payOn(page: string, method: Method, card = '4242424242424242'): Promise<string> {
  const typed = {
    email: 'buyer@example.test',
    payment_method: method,
    card_number: card,
    card_expiry: '12/39',
    card_cvc: '123',
  }
  const paid = await post(page, typed)
  if (method === 'card') return paid
  return post(new URL(paid, page).href, { outcome: 'approve' })
}

async function post(url: string, form: Record<string, string>): Promise<string> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
  const location = answer.headers.get('location')
  if (answer.status === 303 && location) return location
  throw new Error(`The page at ${url} answered ${answer.status}`)
}

/** What card holders and Stripe do, by the sandbox's test bench. */
function controlsOf(origin: string) {
  async function control(path: string, asked: object): Promise<{ id: string }> {
    const answer = await fetch(`${origin}/_sandbox/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(asked),
    })
    if (!answer.ok) throw new Error(`The sandbox refused ${path}: ${await answer.text()}`)
    return (await answer.json()) as { id: string }
  }
  return {
    /** a card holder objects to a charge, or to a part of it. @returns the dispute's id */
    dispute: async (charge: string, how: { amount?: number; inquiry?: boolean } = {}) =>
      (await control('disputes/open', { charge, ...how })).id,
    escalate: (dispute: string) => control('disputes/escalate', { dispute }),
    decide: (dispute: string, outcome: 'won' | 'lost') => control('disputes/decide', { dispute, outcome }),
    /** what Stripe charges for itself */
    chargeFee: (amount: number, description: string) => control('fee', { amount, description }),
  }
}

async function aLetterBox() {
  const letters: Webhook[] = []
  let waiting: { fits(letter: Webhook): boolean; resolve(letter: Webhook): void }[] = []

  const http = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      const { type, data } = JSON.parse(body) as { type: string; data: { object: { id: string } } }
      const letter = {
        type,
        about: data.object.id,
        body,
        signature: `${request.headers['stripe-signature']}`,
      }
      letters.push(letter)
      for (const { resolve } of waiting.filter(({ fits }) => fits(letter))) resolve(letter)
      waiting = waiting.filter(({ fits }) => !fits(letter))
      response.writeHead(200).end('kept')
    })
  })
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening))

  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/webhooks/stripe`,
    letters,
    letter(type: string, about?: string): Promise<Webhook> {
      const fits = (letter: Webhook) => letter.type === type && (about ?? letter.about) === letter.about
      const known = letters.find(fits)
      return known ? Promise.resolve(known) : new Promise((resolve) => waiting.push({ fits, resolve }))
    },
    close: () =>
      new Promise<void>((closed) => {
        http.close(() => closed())
        http.closeAllConnections()
      }),
  }
}
