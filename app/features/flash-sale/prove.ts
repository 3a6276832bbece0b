import { PRESENCE_SEC, type ClaimPass } from '#shared/guard.ts'

/** Longer than the slowest phone needs; the tap then says what to do instead. */
const PATIENCE_MS = 10_000

/**
 * What a page shows from the first: that it was open before, also to a node that it has just been moved to.
 * @returns null while it is too young to matter
 */
export function presencePass(token: string | null, openForMs: number): ClaimPass | null {
  return token && openForMs > PRESENCE_SEC * 1_000 ? { token } : null
}

/**
 * Answers a challenge of the guard with work. The solver is loaded only here, because it is needed only under attack.
 * @returns null when it can't be solved here: an old browser, or a page without HTTPS
 */
export async function prove(challenge: string): Promise<ClaimPass | null> {
  try {
    const [{ solveChallenge }, { deriveKey }] = await Promise.all([
      import('altcha-lib'),
      import('altcha-lib/algorithms/web/pbkdf2'),
    ])
    const parsed = JSON.parse(challenge) as Parameters<typeof solveChallenge>[0]['challenge']
    const solution = await solveChallenge({ challenge: parsed, deriveKey, timeout: PATIENCE_MS })
    return solution && { proof: JSON.stringify({ challenge: parsed, solution }) }
  } catch {
    return null
  }
}
