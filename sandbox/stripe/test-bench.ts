import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import { startStripeSandbox, type StripeSandbox } from './index.ts'
import type { Settings } from './settings.ts'

export const SHOP = 'http://127.0.0.1:9'
const SECRET = 'whsec_for_tests_only'

export type Bench = {
  sandbox: StripeSandbox
  stripe: Stripe
  shop: Receiver
  /** Stops the sandbox and starts it again on the same state. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** The sandbox in this process, the real SDK pointed at it, and a shop that takes its webhooks. */
export async function openBench(options: Partial<Settings> = {}): Promise<Bench> {
  const dataDir = mkdtempSync(join(tmpdir(), 'stripe-sandbox-'))
  const shop = await openReceiver()
  const start = () =>
    startStripeSandbox({
      dataDir,
      port: 0,
      webhook: { url: shop.url, secret: SECRET },
      retryDelaysMs: [1, 1, 1],
      ...options,
    })
  const sandbox = await start()
  const bench: Bench = {
    sandbox,
    stripe: stripeAt(sandbox),
    shop,
    async restart() {
      await bench.sandbox.close()
      bench.sandbox = await start()
      bench.stripe = stripeAt(bench.sandbox)
    },
    async close() {
      await bench.sandbox.close()
      await shop.close()
      rmSync(dataDir, { recursive: true })
    },
  }
  return bench
}

export function stripeAt({ port }: { port: number }): Stripe {
  return new Stripe('sk_test_bench', { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0 })
}

export type Receiver = {
  url: string
  /** Every event whose signature the SDK accepted, in order of arrival. */
  events: Stripe.Event[]
  /** What to answer to the next deliveries; 200 when it runs out. */
  answers: number[]
  /** Resolves when `count` deliveries in all have come. */
  received(count: number): Promise<Stripe.Event[]>
  /** Resolves to the first event of the type, now or later. */
  first(type: string): Promise<Stripe.Event>
  close(): Promise<void>
}

async function openReceiver(): Promise<Receiver> {
  const events: Stripe.Event[] = []
  const answers: number[] = []
  const watchers = new Set<() => void>()
  const verifier = new Stripe('sk_test_bench')
  const server = createServer((incoming, response) => {
    void textOf(incoming).then((body) => {
      const signature = incoming.headers['stripe-signature'] ?? ''
      events.push(verifier.webhooks.constructEvent(body, signature, SECRET) as Stripe.Event)
      response.writeHead(answers.shift() ?? 200).end()
      for (const watcher of watchers) watcher()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  const when = <Value>(found: () => Value | undefined) =>
    new Promise<Value>((resolve) => {
      const look = () => {
        const value = found()
        if (value === undefined) return
        watchers.delete(look)
        resolve(value)
      }
      watchers.add(look)
      look()
    })

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    events,
    answers,
    received: (count) => when(() => (events.length >= count ? events : undefined)),
    first: (type) => when(() => events.find((event) => event.type === type)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

type SessionOptions = Partial<Stripe.Checkout.SessionCreateParams>

/** Two jars of honey and a box of tea: 2 × ¥68.00 + ¥120.00. */
export function anOrder(options: SessionOptions = {}): Stripe.Checkout.SessionCreateParams {
  return {
    mode: 'payment',
    line_items: [
      aLine('土蜂蜜 500g', { unitAmount: 6_800, quantity: 2 }),
      aLine('武夷岩茶 100g', { unitAmount: 12_000 }),
    ],
    success_url: `${SHOP}/done?session={CHECKOUT_SESSION_ID}`,
    cancel_url: `${SHOP}/cart`,
    client_reference_id: 'order_1',
    metadata: { order: 'order_1' },
    payment_intent_data: { transfer_group: 'order_1', metadata: { order: 'order_1' } },
    ...options,
  }
}

export function aLine(name: string, { unitAmount, quantity = 1 }: { unitAmount: number; quantity?: number }) {
  return { quantity, price_data: { currency: 'cny', unit_amount: unitAmount, product_data: { name } } }
}

export const cards = {
  good: '4242 4242 4242 4242',
  declined: '4000 0000 0000 0002',
  challenged: '4000 0025 0000 3155',
}

/** What a browser gets back; redirects are shown, not followed. */
export type Seen = { status: number; location: string | null; text: string }

export async function visit(url: string, form?: Record<string, string>): Promise<Seen> {
  const answer = await fetch(url, {
    redirect: 'manual',
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  })
  return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() }
}

type Paying = { method?: string; card?: string }

/** Fills in the hosted page's form and presses Pay. */
export function payBy(
  session: Stripe.Checkout.Session,
  { method = 'card', card = cards.good }: Paying = {},
): Promise<Seen> {
  return visit(String(session.url), {
    email: 'buyer@example.com',
    payment_method: method,
    card_number: card,
    card_expiry: '12 / 34',
    card_cvc: '123',
  })
}
