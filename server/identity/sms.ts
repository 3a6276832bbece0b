import type { Clock } from '#server/platform/clock.ts'
import type { Env } from '#server/platform/env.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Log } from '#server/platform/log.ts'
import type { IdentityStore } from './store.ts'

/** Nobody waits longer for a message than for a page. */
const GATEWAY_TIMEOUT_MS = 8000

export type SendSms = (message: { phone: string; text: string }) => Promise<boolean>

/** POSTs `{ phone, text }` as JSON to the provider's gateway. @returns false when it did not take the message */
export function createGatewaySms({ url, log }: { url: string; log: Log }): SendSms {
  return async (message) => {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(message),
        signal: AbortSignal.timeout(GATEWAY_TIMEOUT_MS),
      })
      if (!answer.ok) log.error({ status: answer.status }, 'the SMS gateway refused a message')
      return answer.ok
    } catch (error) {
      log.error({ error }, 'the SMS gateway did not answer')
      return false
    }
  }
}

/** With no provider, messages stay in a table, and the demo shows them. */
export function createOutboxSms(deps: { store: IdentityStore; clock: Clock; ids: Ids }): SendSms {
  return async (message) => {
    await deps.store.keepMessage({ id: deps.ids.next('sms'), ...message, createdAt: deps.clock.now() })
    return true
  }
}

export function chooseSms(
  env: Pick<Env, 'SMS_WEBHOOK_URL'>,
  deps: { store: IdentityStore; clock: Clock; ids: Ids; log: Log },
): SendSms {
  return env.SMS_WEBHOOK_URL
    ? createGatewaySms({ url: env.SMS_WEBHOOK_URL, log: deps.log })
    : createOutboxSms(deps)
}
