import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { standingClock } from '#server/platform/clock.ts'
import { createGuard, type Claimant, type Guard } from './index.ts'

const SECRET = 'a-secret-of-thirty-two-characters!'
let clock: ReturnType<typeof standingClock>
let guard: Guard
let claims: number
beforeEach(() => {
  clock = standingClock(new Date('2026-11-24T12:00:00Z'))
  guard = createGuard({ clock, secret: SECRET })
  claims = 0
})
const now = () => clock.now().getTime()

function aClaimant(change: Partial<Claimant> = {}): Claimant {
  claims++
  const base = {
    buyerId: `vis_${claims}`,
    address: `10.0.${claims >> 8}.${claims & 255}`,
    subjectId: 'sale_1',
  }
  return { ...base, claimKey: `key ${claims}`, presentSince: null, pass: undefined, ...change }
}
const granted = async () => ({ ok: true as const, value: 'granted' })
const ask = (change: Partial<Claimant> = {}) => guard.admit(aClaimant(change), granted)
const present = (sec = 11) => ({ presentSince: now() - sec * 1_000 })
async function attack(strangers = 100) {
  for (let n = 0; n < strangers; n++) await ask()
}
async function challengeOf(claimant: Partial<Claimant>) {
  const answer = await ask(claimant)
  if (answer.ok || answer.refusal.kind !== 'proof_needed') throw new Error('No proof was asked for')
  return answer.refusal
}
async function solved(challenge: string) {
  const parsed = JSON.parse(challenge)
  const solution = await solveChallenge({ challenge: parsed, deriveKey })
  return { proof: JSON.stringify({ challenge: parsed, solution }) }
}

describe('a calm sale', () => {
  it('asks nothing of anybody, however many come, while most have been there before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ before: fc.integer({ min: 10, max: 600 }), wait: fc.integer({ max: 400, min: 0 }) }),
          {
            minLength: 100,
            maxLength: 400,
          },
        ),
        async (people) => {
          guard = createGuard({ clock, secret: SECRET })
          for (const [index, { before, wait }] of people.entries()) {
            clock.advance(wait)
            expect(await ask(present(before))).toMatchObject({ ok: true })
            // Every third is a newcomer: a link that was shared.
            if (index % 3 === 0) expect(await ask()).toMatchObject({ ok: true })
          }
        },
      ),
      { numRuns: 20 },
    )
  })

  it('lets a few strangers buy at once, also when nobody else is there', async () => {
    for (let n = 0; n < 99; n++) expect(await ask()).toMatchObject({ ok: true })
  })
})

describe('a sale under attack', () => {
  it('asks strangers for a proof, and nobody who was there before', async () => {
    await attack()

    expect(await ask()).toMatchObject({ refusal: { kind: 'proof_needed', waitSec: 10 } })
    expect(await ask(present(4))).toMatchObject({ refusal: { kind: 'proof_needed', waitSec: 6 } })
    expect(await ask(present())).toMatchObject({ ok: true })
    expect(await ask({ subjectId: 'sale_2' })).toMatchObject({ ok: true })
  })

  it('is calm again a minute after the last of it', async () => {
    await attack()
    clock.advance(59_000)
    expect(await ask()).toMatchObject({ ok: false })
    clock.advance(2_000)
    expect(await ask()).toMatchObject({ ok: true })
  })

  it('takes a token of the same buyer, ten seconds old', async () => {
    const token = guard.roomToken('vis_patient')
    await attack()
    const pass = { token }
    expect(await ask({ buyerId: 'vis_patient', pass })).toMatchObject({ refusal: { waitSec: 10 } })
    clock.advance(4_000)
    expect(await ask({ buyerId: 'vis_patient', pass })).toMatchObject({ refusal: { waitSec: 6 } })
    clock.advance(6_000)

    expect(await ask({ buyerId: 'vis_patient', pass })).toMatchObject({ ok: true })
    expect(await ask({ buyerId: 'vis_thief', pass })).toMatchObject({ ok: false })
    const forged = `${(now() - 60_000).toString(36)}.${token.split('.')[1]}`
    expect(await ask({ buyerId: 'vis_patient', pass: { token: forged } })).toMatchObject({ ok: false })
  })

  it('is not what a crowd with tokens makes, whatever connections it comes on', async () => {
    const crowd = Array.from({ length: 300 }, (_, n) => `vis_reconnected${n}`)
    const tokens = crowd.map((buyerId) => guard.roomToken(buyerId))
    clock.advance(10_000)
    for (const [n, buyerId] of crowd.entries())
      expect(await ask({ buyerId, pass: { token: tokens[n] } })).toMatchObject({ ok: true })

    expect(guard.report(['sale_1'])).toMatchObject({ isUnderAttack: false, strangers: 0, asked: 0 })
    // A program with the token of another buyer is still a stranger.
    for (let n = 0; n < 300; n++) await ask({ pass: { token: tokens[0] } })
    expect(guard.report(['sale_1'])).toMatchObject({ isUnderAttack: true, strangers: 300 })
  })

  it('takes a solved challenge once, from its buyer, for its sale, in its time', async () => {
    await attack()
    const buyer = { buyerId: 'vis_new', claimKey: 'mine' }
    const pass = await solved((await challengeOf(buyer)).challenge)

    expect(await ask({ ...buyer, buyerId: 'vis_other', pass })).toMatchObject({ ok: false })
    expect(await ask({ ...buyer, pass })).toMatchObject({ ok: true })
    // The answer was lost: the same claim again.
    expect(await ask({ ...buyer, pass })).toMatchObject({ ok: true })
    expect(await ask({ ...buyer, claimKey: 'another', pass })).toMatchObject({ ok: false })

    const late = await solved((await challengeOf(buyer)).challenge)
    clock.advance(121_000)
    await attack()
    expect(await ask({ ...buyer, pass: late })).toMatchObject({ ok: false })
  })

  it('does not take a challenge that was made easier, or nonsense', async () => {
    await attack()
    const buyer = { buyerId: 'vis_new' }
    const challenge = JSON.parse((await challengeOf(buyer)).challenge)
    const easier = { ...challenge, parameters: { ...challenge.parameters, keyPrefix: '00' } }
    for (const proof of [
      (await solved(JSON.stringify(easier))).proof,
      JSON.stringify({ challenge, solution: { counter: 0, derivedKey: '00' } }),
      '{"challenge":null}',
      'no JSON',
      '',
    ])
      expect(await ask({ ...buyer, pass: { proof } })).toMatchObject({ refusal: { kind: 'proof_needed' } })
  })
})

describe('one buyer', () => {
  it('has one claim at a time, which may be repeated', async () => {
    let decide: () => void = () => {}
    const decided = new Promise<void>((resolve) => (decide = resolve))
    const slow = async () => {
      await decided
      return granted()
    }
    const mine = { buyerId: 'vis_a', claimKey: 'first' }
    const [first, again] = [guard.admit(aClaimant(mine), slow), guard.admit(aClaimant(mine), slow)]
    expect(await ask({ buyerId: 'vis_a', claimKey: 'second' })).toEqual({
      ok: false,
      refusal: { kind: 'claim_pending' },
    })
    decide()
    expect(await Promise.all([first, again])).toMatchObject([{ ok: true }, { ok: true }])
    expect(await ask({ buyerId: 'vis_a', claimKey: 'second' })).toMatchObject({ ok: true })
  })
})

it('slows an address that sends more than a village could, and tells the host what it saw', async () => {
  for (let n = 0; n < 1_000; n++) await ask({ address: '10.9.9.9', ...present() })
  expect(await ask({ address: '10.9.9.9' })).toMatchObject({ refusal: { kind: 'too_many_requests' } })
  expect(await ask({ address: '10.9.9.8' })).toMatchObject({ ok: true })
  clock.advance(10_000)
  expect(await ask({ address: '10.9.9.9' })).toMatchObject({ ok: true })

  await attack(200)
  const { claimKey, buyerId } = aClaimant()
  const pass = await solved((await challengeOf({ buyerId, claimKey })).challenge)
  await ask({ buyerId, claimKey, pass })
  const report = guard.report(['sale_1', 'sale_unknown'])
  expect(report).toMatchObject({ isUnderAttack: true, limited: 1, proved: 1 })
  expect(report.asked).toBeGreaterThan(90)
  expect(report.strangers).toBeGreaterThan(200)
  expect(report.addresses).toBeGreaterThan(200)

  clock.advance(301_000)
  expect(guard.report(['sale_1'])).toEqual({
    isUnderAttack: false,
    strangers: 0,
    addresses: 0,
    limited: 0,
    asked: 0,
    proved: 0,
  })
})

it('keeps watch over a sale while programs make up a thousand others', async () => {
  const unknown = async () => ({ ok: false as const, refusal: { kind: 'sale_not_found' } })
  for (let n = 0; n < 1_500; n++) {
    await guard.admit(aClaimant({ subjectId: `sale_made_up_${n}` }), unknown)
    if (n % 15 === 0) await ask()
  }
  expect(await ask()).toMatchObject({ refusal: { kind: 'proof_needed' } })
})
