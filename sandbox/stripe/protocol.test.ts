import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createIdempotency } from './api/idempotency.ts'
import { aLine, anOrder, openBench, SHOP, type Bench } from './test-bench.ts'

describe('the protocol', () => {
  let bench: Bench
  beforeAll(async () => {
    bench = await openBench()
  })
  afterAll(async () => {
    expect(bench.sandbox.violations()).toEqual([])
    await bench.close()
  })

  const call = (path: string, { key = 'sk_test_bench', form, headers = {} }: Call = {}) =>
    fetch(bench.sandbox.origin + path, {
      headers: { authorization: `Bearer ${key}`, ...headers },
      ...(form !== undefined && { method: 'POST', body: new URLSearchParams(form) }),
    })
  type Call = { key?: string; form?: string; headers?: Record<string, string> }

  const create = (options: Partial<Stripe.Checkout.SessionCreateParams>, key?: string) =>
    bench.stripe.checkout.sessions.create(anOrder(options), key === undefined ? {} : { idempotencyKey: key })

  it.each([
    ['an unknown parameter', { colour: 'red' }, 'parameter_unknown', 'colour'],
    [
      'a misspelt nested parameter',
      { payment_intent_data: { transfer_grp: 'x' } },
      'parameter_unknown',
      'payment_intent_data[transfer_grp]',
    ],
    ['a misspelt value', { mode: 'paymnt' }, undefined, 'mode'],
    [
      'a method that Stripe does not have',
      { allowed_payment_method_types: ['alypay'] },
      undefined,
      undefined,
    ],
    [
      'the removed parameter',
      { payment_method_types: ['card'] },
      'payment_method_types_no_longer_supported',
      undefined,
    ],
    [
      'what the sandbox cannot do',
      { allow_promotion_codes: true },
      'sandbox_not_implemented',
      'allow_promotion_codes',
    ],
    ['another mode', { mode: 'subscription' }, 'sandbox_not_implemented', 'mode'],
    ['a missing success_url', { success_url: undefined }, 'parameter_missing', 'success_url'],
    ['no lines', { line_items: undefined }, 'parameter_missing', 'line_items'],
    [
      'a line without its currency',
      { line_items: [{ price_data: { unit_amount: 500, product_data: { name: '茶' } } }] },
      'parameter_missing',
      'line_items[0][price_data][currency]',
    ],
    [
      'half a fen',
      { line_items: [aLine('茶', { unitAmount: 500.5 })] },
      'parameter_invalid_integer',
      undefined,
    ],
    ['words for a number', { expires_at: 'soon' }, 'parameter_invalid_integer', 'expires_at'],
    [
      'too little money',
      { line_items: [aLine('茶', { unitAmount: 100 })] },
      'amount_too_small',
      'line_items',
    ],
    ['a success_url that is none', { success_url: 'javascript:alert(1)' }, 'url_invalid', 'success_url'],
  ])('refuses %s', async (...[, options, code, param]) => {
    const refusal = await create(options as object).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError)
    expect(refusal).toMatchObject({ statusCode: 400, ...(code && { code }), ...(param && { param }) })
  })

  it('answers an unknown URL with an error that the SDK throws', async () => {
    await expect(bench.stripe.reviews.list()).rejects.toMatchObject({ statusCode: 404 })
    await expect(bench.stripe.topups.create({ amount: 1, currency: 'cny' })).rejects.toThrow(
      'Unrecognized request URL (POST: /v1/topups)',
    )
  })

  it('knows what it does not have', async () => {
    const { sessions } = bench.stripe.checkout
    await expect(sessions.retrieve('cs_test_none')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    })
    await expect(sessions.expire('cs_test_none')).rejects.toMatchObject({ code: 'resource_missing' })
    await expect(bench.stripe.paymentIntents.retrieve('pi_none')).rejects.toMatchObject({
      code: 'resource_missing',
    })
  })

  it.each([
    ['no key', '', 401],
    ['a live key', 'sk_live_abcdef', 401],
    ['a publishable key', 'pk_test_abcdef', 401],
  ])('turns away %s', async (_what, key, status) => {
    const answer = await call('/v1/events', { key })
    expect(answer.status).toBe(status)
    expect(await answer.json()).toHaveProperty('error.message')
  })

  it('turns away another version of the API, and Connect', async () => {
    expect((await call('/v1/events', { headers: { 'stripe-version': '2020-08-27' } })).status).toBe(400)
    expect((await call('/v1/events', { headers: { 'stripe-account': 'acct_1' } })).status).toBe(403)
  })

  it('names every request and itself', async () => {
    const answer = await call('/v1/events')
    expect(answer.headers.get('request-id')).toMatch(/^req_\w{14}$/)
    expect(answer.headers.get('x-sandbox')).toBe('1')
  })

  it('replays the answer to a repeated Idempotency-Key', async () => {
    const first = await create({}, 'key-replay')
    const again = await create({}, 'key-replay')
    expect(again.id).toBe(first.id)
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true')
    expect(again.lastResponse.headers['original-request']).toBe(first.lastResponse.requestId)
  })

  it('forgets an Idempotency-Key after a day', async () => {
    const first = await create({}, 'key-day')
    await bench.sandbox.advanceClock(86_400)
    expect((await create({}, 'key-day')).id).not.toBe(first.id)
  })

  it('refuses an Idempotency-Key with other parameters', async () => {
    await create({}, 'key-other')
    const refusal = await create({ locale: 'zh' }, 'key-other').catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(Stripe.errors.StripeIdempotencyError)
    expect(refusal).toMatchObject({ statusCode: 400 })
  })

  it('does not hold a mistake against an Idempotency-Key', async () => {
    await expect(create({ mode: 'paymnt' as 'payment' }, 'key-mistake')).rejects.toThrow('Invalid mode')
    expect((await create({}, 'key-mistake')).status).toBe('open')
  })

  it('replays a refusal that came from the state of things', async () => {
    const session = await create({})
    const expire = () =>
      bench.stripe.checkout.sessions.expire(session.id, {}, { idempotencyKey: 'key-refusal' })
    await bench.stripe.checkout.sessions.expire(session.id)
    await expect(expire()).rejects.toThrow('status of `expired`')
    const again = await expire().catch((error: Stripe.errors.StripeError) => error.headers)
    expect(again).toHaveProperty('idempotent-replayed', 'true')
  })

  it('makes one session out of ten simultaneous requests with one key', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => create({}, 'key-ten')))
    const made = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : []))
    const refused = tries.flatMap((one) =>
      one.status === 'rejected' ? [one.reason as Stripe.errors.StripeError] : [],
    )
    expect(new Set(made).size).toBe(1)
    for (const { statusCode, code } of refused)
      expect([statusCode, code]).toEqual([409, 'idempotency_key_in_use'])
  })

  it('says in use while the first request with a key is under way', () => {
    const table = { get: () => undefined, put: <Row>(row: Row) => row, drop: () => undefined, size: 0 }
    const idempotency = createIdempotency({ ...table, newestFirst: () => [], oldestFirst: () => [].values() })
    const use = { id: 'sk|key', key: 'key', fingerprint: 'a' }
    expect(idempotency.begin(use, 0)).toBeUndefined()
    expect(() => idempotency.begin(use, 0)).toThrow('in-progress request')
    expect(() => idempotency.begin({ ...use, fingerprint: 'b' }, 0)).toThrow('same parameters')
    idempotency.end(use)
    expect(idempotency.begin(use, 0)).toBeUndefined()
  })

  it('lists in pages, newest first, as the SDK walks them', async () => {
    const made: string[] = []
    for (const order of ['a', 'b', 'c', 'd', 'e'])
      made.push((await create({ client_reference_id: order })).id)
    const walked: string[] = []
    for await (const session of bench.stripe.checkout.sessions.list({ limit: 2 })) {
      walked.push(session.id)
      if (walked.length === 5) break
    }
    expect(walked).toEqual(made.reverse())
    const before = await bench.stripe.checkout.sessions.list({ limit: 2, ending_before: String(walked[4]) })
    expect(before.data.map((session) => session.id)).toEqual(walked.slice(2, 4))
    await expect(bench.stripe.checkout.sessions.list({ limit: 101 })).rejects.toMatchObject({
      param: 'limit',
    })
    await expect(bench.stripe.checkout.sessions.list({ customer: 'cus_1' })).rejects.toMatchObject({
      code: 'sandbox_not_implemented',
    })
  })

  it('expands what it can and says what it cannot', async () => {
    const session = await create({})
    const { data } = await bench.stripe.checkout.sessions.list({ limit: 1, expand: ['data.line_items'] })
    expect(data[0]?.line_items?.data).toHaveLength(2)
    await expect(
      bench.stripe.checkout.sessions.retrieve(session.id, { expand: ['amount_total'] }),
    ).rejects.toMatchObject({ statusCode: 400 })
  })

  it('serves only this machine and turns its switches only for JSON', async () => {
    const http = await import('node:http')
    const status = await new Promise((resolve) => {
      http.get(`${bench.sandbox.origin}/v1/events`, { headers: { host: 'evil.example' } }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
    })
    expect(status).toBe(421)
    expect((await call('/_sandbox/chaos', { form: 'drop=1' })).status).toBe(415)
    expect((await call('/_sandbox/nothing')).status).toBe(404)
    expect(await (await call('/_sandbox/healthz')).json()).toMatchObject({ ok: true, violations: 0 })
  })

  it('keeps to its own pages: nothing else answers, and success_url is not followed for strangers', async () => {
    expect((await fetch(`${bench.sandbox.origin}/c/pay/cs_test_none`)).status).toBe(404)
    const session = await create({})
    const page = await fetch(String(session.url))
    expect(page.headers.get('content-security-policy')).toContain(`form-action 'self' ${SHOP};`)
  })
})
