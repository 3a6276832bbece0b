import { hkdfSync } from 'node:crypto'
import { createChallenge, randomInt, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { z } from 'zod'

/** A third of a second on a phone, at most: the solver counts up to a secret number in this range. */
const EASIEST = 100
const HARDEST = 300
const PBKDF2_ROUNDS = 1_500
const VALID_MS = 120_000
const MOST_REMEMBERED = 100_000

type For = { buyerId: string; subjectId: string; claimKey: string }

const solved = z.object({
  challenge: z.object({
    parameters: z.looseObject({
      algorithm: z.literal('PBKDF2/SHA-256'),
      cost: z.literal(PBKDF2_ROUNDS),
      nonce: z.string().max(64),
      salt: z.string().max(64),
      keyLength: z.literal(32),
      keyPrefix: z.string().max(64),
      keySignature: z.string().max(128),
      data: z.object({ buyerId: z.string(), subjectId: z.string(), until: z.number() }),
    }),
    signature: z.string().max(128),
  }),
  solution: z.object({ counter: z.number().int().min(0).max(HARDEST), derivedKey: z.string().max(128) }),
})

/**
 * Proof of work (altcha): a challenge for one buyer and one sale, to be solved once. What it costs a person is not
 * noticed; a program that plays a thousand buyers pays it a thousand times.
 */
export function createProofs(secret: string) {
  const derived = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', secret, '', purpose, 32)).toString('hex')
  const secrets = {
    hmacSignatureSecret: derived('shanhuo proof'),
    hmacKeySignatureSecret: derived('shanhuo proof key'),
  }
  /** claim key by nonce: a claim may be repeated with its proof, another one may not */
  const used = new Map<string, { claimKey: string; until: number }>()

  function isFresh(nonce: string, claimKey: string): boolean {
    const before = used.get(nonce)
    return before === undefined || before.claimKey === claimKey
  }
  function remember(nonce: string, use: { claimKey: string; until: number }, now: number) {
    if (used.size >= MOST_REMEMBERED)
      for (const [known, { until }] of used) if (until <= now) used.delete(known)
    // Full of proofs that are still valid: the oldest is the next to lapse.
    if (used.size >= MOST_REMEMBERED) used.delete(used.keys().next().value!)
    used.set(nonce, use)
  }

  return {
    /** @returns JSON, for the solver */
    async challenge({ buyerId, subjectId }: For, now: number): Promise<string> {
      const challenge = await createChallenge({
        ...secrets,
        algorithm: 'PBKDF2/SHA-256',
        cost: PBKDF2_ROUNDS,
        counter: randomInt(EASIEST, HARDEST),
        data: { buyerId, subjectId, until: now + VALID_MS },
        deriveKey,
      })
      return JSON.stringify(challenge)
    },

    async isRight(proof: string, { buyerId, subjectId, claimKey }: For, now: number): Promise<boolean> {
      const parsed = solved.safeParse(jsonOf(proof))
      if (!parsed.success) return false
      const { challenge, solution } = parsed.data
      const { nonce, data } = challenge.parameters
      if (data.buyerId !== buyerId || data.subjectId !== subjectId || data.until <= now) return false
      if (!isFresh(nonce, claimKey)) return false
      const { verified } = await verifySolution({ ...secrets, challenge, solution, deriveKey })
      // Two claims may have been looking at the same proof meanwhile.
      if (!verified || !isFresh(nonce, claimKey)) return false
      remember(nonce, { claimKey, until: data.until }, now)
      return true
    },
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
