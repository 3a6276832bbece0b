import { describe, expect, it } from 'vitest'
import { EnvError, readEnv } from './env.ts'

const demo = {
  SHANHUO_ENV: 'demo',
  NODE_ENV: 'production',
  DATABASE_URL: 'postgresql://app@127.0.0.1/app',
  APP_SECRET: 'a'.repeat(40),
  STRIPE_SECRET_KEY: 'sk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
  STRIPE_API_BASE: 'http://127.0.0.1:12111',
  DEMO: '1',
}
const production = {
  ...demo,
  SHANHUO_ENV: 'production',
  PUBLIC_ORIGIN: 'https://shanhuo.example',
  STRIPE_SECRET_KEY: 'sk_live_1',
  STRIPE_API_BASE: '',
  SMS_WEBHOOK_URL: 'https://sms.example/send',
  LEDGER_SIGNING_KEY: 'a1'.repeat(32),
  DEMO: '0',
}

/** The message with which a set of variables is refused. */
function refusal(source: Record<string, string | undefined>): string {
  try {
    readEnv(source)
  } catch (error) {
    if (error instanceof EnvError) return error.message
    throw error
  }
  throw new Error('it was accepted')
}

describe('environment', () => {
  it('accepts the demo, and derives the origin from the port', () => {
    expect(readEnv({ ...demo, PORT: '3100' })).toMatchObject({
      DEMO: true,
      PUBLIC_ORIGIN: 'http://localhost:3100',
    })
  })

  it('accepts a production that has everything of its own', () => {
    expect(readEnv(production)).toMatchObject({ SHANHUO_ENV: 'production', DEMO: false })
  })

  it('names every bad variable at once, and prints no value', () => {
    const message = refusal({ ...demo, APP_SECRET: 'short', DATABASE_URL: 'mysql://x:hush@y', PORT: 'many' })

    for (const name of ['APP_SECRET', 'DATABASE_URL', 'PORT']) expect(message).toContain(name)
    expect(message).not.toContain('hush')
  })

  it.each([
    ['DEMO', { DEMO: '1' }],
    ['STRIPE_API_BASE', { STRIPE_API_BASE: 'http://127.0.0.1:12111' }],
    ['STRIPE_SECRET_KEY', { STRIPE_SECRET_KEY: 'sk_test_1' }],
    ['PUBLIC_ORIGIN', { PUBLIC_ORIGIN: 'http://shanhuo.example' }],
    ['SMS_WEBHOOK_URL', { SMS_WEBHOOK_URL: '' }],
    ['LEDGER_SIGNING_KEY', { LEDGER_SIGNING_KEY: '' }],
    ['APP_SECRET', { APP_SECRET: 'change-me-change-me-change-me-change-me' }],
    ['RATE_LIMIT_FACTOR', { RATE_LIMIT_FACTOR: '10' }],
  ])('refuses production with a demo value of %s', (name, wrong) => {
    expect(refusal({ ...production, ...wrong })).toContain(name)
  })

  it.each([
    ['LIVE_RELAY_URL', { LIVE_RELAY_URL: 'https://engine.example/live/{session}' }],
    ['LIVE_RELAY_URL', { LIVE_RELAY_URL: 'rtmps://engine.example/live/everybody' }],
    ['LIVE_PLAYBACK_URL', { LIVE_PLAYBACK_URL: 'https://cdn.example/{session}.m3u8', LIVE_RELAY_URL: '' }],
    ['LIVE_PLAYBACK_URL', { LIVE_PLAYBACK_URL: 'https://{session}.example/live.m3u8' }],
    ['LIVE_PLAYBACK_URL', { LIVE_PLAYBACK_URL: 'http://cdn.example/{session}.m3u8' }],
  ])('refuses addresses of an engine that would show nothing: %s %o', (name, wrong) => {
    const relay = {
      LIVE_RELAY_URL: 'rtmps://engine.example/live/{session}?key=hush',
      LIVE_PLAYBACK_URL: 'https://cdn.example/{session}.m3u8',
    }
    expect(readEnv({ ...production, ...relay })).toMatchObject(relay)
    expect(refusal({ ...production, ...relay, ...wrong })).toContain(name)
  })

  it('wants a certificate for TLS, and a port for a certificate', () => {
    expect(refusal({ ...demo, TLS_PORT: '3443' })).toContain('TLS_FILE')
    expect(refusal({ ...demo, TLS_FILE: '/x.pem' })).toContain('TLS_PORT')
    expect(readEnv({ ...demo, TLS_PORT: '3443', TLS_FILE: '/x.pem' })).toMatchObject({ TLS_PORT: 3443 })
  })

  it('lets the sandbox see neither a live key nor another machine', () => {
    expect(refusal({ ...demo, STRIPE_SECRET_KEY: 'sk_live_1' })).toContain('STRIPE_API_BASE')
    expect(refusal({ ...demo, STRIPE_API_BASE: 'http://10.0.0.1:12111' })).toContain('STRIPE_API_BASE')
  })
})
