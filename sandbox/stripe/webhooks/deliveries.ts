import { createHmac } from 'node:crypto'
import { Agent, request } from 'node:http'
import type { Settings } from '../settings.ts'
import type { DeliveryRecord } from '../state/records.ts'
import type { Store } from '../state/store.ts'

/** What came of one attempt; `status` is 0 when nobody answered. */
export type Attempt = { eventId: string; type: string; attempt: number; status: number }

export type Deliveries = {
  /** Looks for queued deliveries and sets a timer for each. */
  wake(): void
  /** The latest attempts, oldest first. */
  log(): readonly Attempt[]
  /** Stops; what was not delivered stays queued for the next start. */
  close(): Promise<void>
}

const LOG_KEPT = 500
const ANSWER_WITHIN_MS = 10_000

/** Sends queued events to the webhook: signed, at least once, in no promised order, again after a failure. */
export function createDeliveries({ store, settings }: { store: Store; settings: Settings }): Deliveries {
  const { delivery: queue, event: events } = store.tables
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const timers = new Map<string, NodeJS.Timeout>()
  const underway = new Set<Promise<void>>()
  const attempts: Attempt[] = []
  let isClosed = false

  function wake(): void {
    if (isClosed) return
    for (const { id, at } of queue.oldestFirst()) {
      if (!timers.has(id))
        timers.set(
          id,
          setTimeout(() => start(id), Math.max(0, at - settings.wallNow())),
        )
    }
  }

  function start(id: string): void {
    const sending = deliver(id)
      .catch((error: unknown) => {
        if (!isClosed) console.error(error)
      })
      .finally(() => {
        timers.delete(id)
        underway.delete(sending)
        wake()
      })
    underway.add(sending)
  }

  async function deliver(id: string): Promise<void> {
    await store.saved()
    const delivery = queue.get(id)
    const event = delivery && events.get(delivery.eventId)
    if (!delivery) return
    const status =
      event && settings.webhook
        ? await send(event.api, { ...settings.webhook, agent, atSec: Math.floor(settings.wallNow() / 1000) })
        : 200
    if (isClosed) return
    note({
      eventId: delivery.eventId,
      type: event?.api.type ?? 'forgotten',
      attempt: delivery.attempt,
      status,
    })
    store.inOneStep(() => settle(delivery, status >= 200 && status < 300))
    await store.saved()
  }

  function settle(delivery: DeliveryRecord, accepted: boolean): void {
    const event = events.get(delivery.eventId)
    const delayMs = settings.retryDelaysMs[delivery.attempt - 1]
    if (accepted && event) events.put({ ...event, api: { ...event.api, pending_webhooks: 0 } })
    if (accepted || delayMs === undefined) queue.drop(delivery.id)
    else queue.put({ ...delivery, attempt: delivery.attempt + 1, at: settings.wallNow() + delayMs })
  }

  function note(attempt: Attempt): void {
    attempts.push(attempt)
    if (attempts.length > LOG_KEPT) attempts.shift()
  }

  return {
    wake,
    log: () => attempts,
    async close() {
      isClosed = true
      for (const timer of timers.values()) clearTimeout(timer)
      agent.destroy()
      await Promise.all(underway)
    },
  }
}

type Endpoint = { url: string; secret: string; agent: Agent; atSec: number }

/** The signature carries wall-clock time even when the sandbox clock was moved: receivers allow 300 s. */
function send(event: object, { url, secret, agent, atSec }: Endpoint): Promise<number> {
  const body = JSON.stringify(event, null, 2)
  return post(url, { agent, body, signature: sign(body, secret, atSec) })
}

/** `t=…,v1=…`, keyed with the whole `whsec_…` string, as Stripe's. */
export function sign(body: string, secret: string, atSec: number): string {
  return `t=${atSec},v1=${createHmac('sha256', secret).update(`${atSec}.${body}`).digest('hex')}`
}

type Post = { agent: Agent; body: string; signature: string }

/** Resolves to the status, or 0 when there was no answer. Redirects are not followed. */
function post(url: string, { agent, body, signature }: Post): Promise<number> {
  return new Promise((resolve) => {
    const sent = request(url, {
      agent,
      method: 'POST',
      timeout: ANSWER_WITHIN_MS,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Stripe/1.0 (sandbox)',
        'stripe-signature': signature,
      },
    })
    sent.on('response', (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    sent.on('timeout', () => sent.destroy())
    sent.on('error', () => resolve(0))
    sent.on('close', () => resolve(0))
    sent.end(body)
  })
}
