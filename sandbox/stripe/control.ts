import type { IncomingHttpHeaders } from 'node:http'
import type { Sandbox } from './sandbox.ts'
import { ApiError } from './api/errors.ts'
import { chargeFee } from './objects/balance-transaction.ts'
import { decideDispute, escalateDispute, openDispute } from './objects/dispute.ts'
import { findDispute } from './objects/find.ts'
import type { Chaos } from './settings.ts'
import { byItself } from './work.ts'

export type ControlRequest = { method: string; path: string; headers: IncomingHttpHeaders; body: string }
export type ControlAnswer = { status: number; headers: Record<string, string>; body: string }

type Asked = Record<string, unknown>
type Control = (sandbox: Sandbox, asked: Asked) => unknown

/** The test bench: nothing here exists at Stripe. */
const controls: Record<string, Control> = {
  'GET /_sandbox/healthz': (sandbox) => ({
    ok: true,
    api_version: sandbox.contract.apiVersion,
    now: sandbox.now(),
    violations: sandbox.contract.violations().length,
  }),
  'GET /_sandbox/violations': (sandbox) => sandbox.contract.violations(),
  'GET /_sandbox/deliveries': (sandbox) => sandbox.deliveries.log(),
  'GET /_sandbox/clock': (sandbox) => ({ now: sandbox.now() }),
  'POST /_sandbox/clock/advance': async (sandbox, asked) => ({
    now: await sandbox.advanceClock(nonNegative(asked, 'seconds') ?? 0),
  }),
  'POST /_sandbox/disputes/open': (sandbox, asked) => {
    const amount = nonNegative(asked, 'amount')
    const wish = { inquiry: asked['inquiry'] === true, ...(amount !== undefined && { amount }) }
    return sandbox.run(byItself, (work) => openDispute(work, text(asked, 'charge'), wish))
  },
  'POST /_sandbox/disputes/escalate': (sandbox, asked) =>
    sandbox.run(byItself, (work) => escalateDispute(work, findDispute(work, text(asked, 'dispute')))),
  'POST /_sandbox/disputes/decide': (sandbox, asked) => {
    const outcome = text(asked, 'outcome')
    if (outcome !== 'won' && outcome !== 'lost') throw new BadControl('outcome must be won or lost')
    return sandbox.run(byItself, (work) =>
      decideDispute(work, findDispute(work, text(asked, 'dispute')), outcome),
    )
  },
  'POST /_sandbox/fee': (sandbox, asked) => {
    const fee = { amount: nonNegative(asked, 'amount') ?? 0, currency: 'cny' }
    return sandbox.run(byItself, (work) =>
      chargeFee(work, { ...fee, description: text(asked, 'description') }),
    )
  },
  'GET /_sandbox/chaos': (sandbox) => shownChaos(sandbox.chaos()),
  'POST /_sandbox/chaos': (sandbox, asked) => shownChaos(sandbox.setChaos(chaosFrom(asked))),
}

export async function answerControl(sandbox: Sandbox, request: ControlRequest): Promise<ControlAnswer> {
  const control = controls[`${request.method} ${request.path}`]
  if (!control) return said(404, { error: `No such control: ${request.method} ${request.path}` })
  // A web page may not send this type to another origin unasked, so no page can turn our switches.
  if (request.method === 'POST' && !request.headers['content-type']?.startsWith('application/json')) {
    return said(415, { error: 'Send application/json.' })
  }
  try {
    const asked = JSON.parse(request.body || '{}') as Asked
    return said(200, await control(sandbox, asked))
  } catch (error) {
    if (error instanceof BadControl || error instanceof SyntaxError || error instanceof ApiError)
      return said(400, { error: error.message })
    throw error
  }
}

const CHAOS_SWITCHES = ['duplicate', 'drop', 'delay_ms', 'shuffle_ms', 'payout_fail', 'payout_bounce']

class BadControl extends Error {}

function chaosFrom(asked: Asked): Partial<Chaos> {
  const unknown = Object.keys(asked).find((key) => !CHAOS_SWITCHES.includes(key))
  if (unknown) throw new BadControl(`Unknown switch: ${unknown}`)
  const switches = {
    duplicate: probability(asked, 'duplicate'),
    drop: probability(asked, 'drop'),
    delayMs: nonNegative(asked, 'delay_ms'),
    shuffleMs: nonNegative(asked, 'shuffle_ms'),
    payoutFail: probability(asked, 'payout_fail'),
    payoutBounce: probability(asked, 'payout_bounce'),
  }
  return Object.fromEntries(Object.entries(switches).filter(([, value]) => value !== undefined))
}

function shownChaos({ duplicate, drop, delayMs, shuffleMs, payoutFail, payoutBounce }: Chaos) {
  return {
    ...{ duplicate, drop, delay_ms: delayMs, shuffle_ms: shuffleMs },
    ...{ payout_fail: payoutFail, payout_bounce: payoutBounce },
  }
}

function probability(asked: Asked, name: string): number | undefined {
  const value = nonNegative(asked, name)
  if (value !== undefined && value > 1) throw new BadControl(`${name} must be between 0 and 1`)
  return value
}

function text(asked: Asked, name: string): string {
  const value = asked[name]
  if (typeof value !== 'string' || value === '') throw new BadControl(`${name} must be a text`)
  return value
}

function nonNegative(asked: Asked, name: string): number | undefined {
  const value = asked[name]
  if (value === undefined) return undefined
  if (typeof value !== 'number' || !(value >= 0))
    throw new BadControl(`${name} must be a number of at least 0`)
  return value
}

function said(status: number, body: unknown): ControlAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body, null, 2) }
}
