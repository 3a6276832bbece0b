// Every number that Stripe would fix and we can only guess is here, and is called simulated.
export type MethodType = 'card' | 'alipay' | 'wechat_pay'

/** How the delivery of webhooks, and the bank, misbehave. Probabilities are 0 to 1. */
export type Chaos = {
  duplicate: number
  drop: number
  delayMs: number
  shuffleMs: number
  /** how often the bank refuses a payout, and how often it sends one back that it had taken */
  payoutFail: number
  payoutBounce: number
}

export type Settings = {
  /** 0 lets the system pick a free port. */
  port: number
  /** Where the state log lives. */
  dataDir: string
  /** The origin of `session.url`; undefined means the address that the sandbox listens on. */
  publicOrigin?: string | undefined
  webhook?: { url: string; secret: string } | undefined
  /** How long to wait before the second, third, ... attempt to deliver a webhook; after the last it gives up. */
  retryDelaysMs: readonly number[]
  chaos: Chaos
  /** Simulated processing fee: basis points of the amount, plus a fixed part in the smallest unit. */
  fees: Record<MethodType, { bp: number; fixed: number }>
  /** Simulated: when a charge turns from pending to available. */
  settlementSec: number
  /** Simulated: how long Alipay and WeChat Pay take to refund. */
  walletRefundSec: number
  /** Simulated: what Stripe keeps of a dispute, whoever wins it, in the smallest unit; and how long it may be answered. */
  disputeFee: number
  disputeAnswerSec: number
  /** Simulated: how long a payout travels to the bank. */
  payoutSec: number
  /** How often all that is available is paid out by itself, as Stripe does daily; 0: only when asked. */
  payoutEverySec: number
  /** Simulated floor of a charge, in the smallest unit, by currency. Other currencies are refused. */
  minimumCharge: Record<string, number>
  /** Milliseconds of the wall clock. */
  wallNow: () => number
  /** 0 up to 1. */
  chance: () => number
}

const DAY_SEC = 86_400

export const calm: Chaos = {
  duplicate: 0,
  drop: 0,
  delayMs: 0,
  shuffleMs: 0,
  payoutFail: 0,
  payoutBounce: 0,
}

export const defaultSettings: Omit<Settings, 'dataDir'> = {
  port: 12_111,
  retryDelaysMs: [1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000],
  chaos: calm,
  fees: {
    card: { bp: 340, fixed: 235 },
    alipay: { bp: 220, fixed: 0 },
    wechat_pay: { bp: 220, fixed: 0 },
  },
  settlementSec: 7 * DAY_SEC,
  walletRefundSec: 2,
  disputeFee: 1_500,
  disputeAnswerSec: 7 * DAY_SEC,
  payoutSec: 2 * DAY_SEC,
  payoutEverySec: 0,
  minimumCharge: { cny: 400, hkd: 400, usd: 50, sgd: 50, eur: 50, gbp: 30 },
  wallNow: () => Date.now(),
  chance: () => Math.random(),
}

/** Throws a sentence for the person who started the sandbox. */
export function refuseUnsafe(settings: Settings, nodeEnv: string | undefined): void {
  if (nodeEnv === 'production') {
    throw new Error(
      'The Stripe sandbox never starts with NODE_ENV=production: it would take orders for no money.',
    )
  }
  if (!settings.webhook) return
  if (!isLoopback(settings.webhook.url)) {
    throw new Error(
      `The Stripe sandbox delivers webhooks to this machine only, not to ${settings.webhook.url}.`,
    )
  }
  if (!settings.webhook.secret.startsWith('whsec_')) {
    throw new Error('SANDBOX_WEBHOOK_SECRET must start with whsec_, as every Stripe signing secret does.')
  }
}

export function settingsFromEnv(env: Record<string, string | undefined>): Settings {
  const dataDir = env['SANDBOX_DATA_DIR']
  if (!dataDir) throw new Error('Set SANDBOX_DATA_DIR to the directory that keeps the sandbox’s state.')
  const retry = env['SANDBOX_RETRY_MS']
  const every = env['SANDBOX_PAYOUT_EVERY_SEC']
  return {
    ...defaultSettings,
    dataDir,
    port: env['SANDBOX_PORT'] ? wholeNumber('SANDBOX_PORT', env['SANDBOX_PORT']) : defaultSettings.port,
    publicOrigin: env['SANDBOX_PUBLIC_ORIGIN'] ? new URL(env['SANDBOX_PUBLIC_ORIGIN']).origin : undefined,
    webhook: webhookFromEnv(env),
    payoutEverySec: every ? wholeNumber('SANDBOX_PAYOUT_EVERY_SEC', every) : defaultSettings.payoutEverySec,
    retryDelaysMs: retry
      ? retry.split(',').map((delay) => wholeNumber('SANDBOX_RETRY_MS', delay))
      : defaultSettings.retryDelaysMs,
  }
}

function webhookFromEnv(env: Record<string, string | undefined>): Settings['webhook'] {
  const url = env['SANDBOX_WEBHOOK_URL']
  const secret = env['SANDBOX_WEBHOOK_SECRET']
  if (!url && !secret) return undefined
  if (!url || !secret)
    throw new Error('Set SANDBOX_WEBHOOK_URL and SANDBOX_WEBHOOK_SECRET together, or neither.')
  return { url, secret }
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0) throw new Error(`${name} must be a whole number, not '${text}'.`)
  return value
}

function isLoopback(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
}
