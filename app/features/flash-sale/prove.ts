import { PRESENCE_SEC, type ClaimPass } from '#shared/guard.ts'

/** Longer than the slowest phone needs; the tap then says what to do instead. */
const PATIENCE_MS = 10_000

/**
 * Answers a challenge of the guard: with the room's token when this page has been open long enough, else with work.
 * The solver is loaded only here, because it is needed only under attack.
 * @returns null when it can't be solved here: an old browser, or a page without HTTPS
 */
export async function prove(
  challenge: string,
  { token, openForMs }: { token: string | null; openForMs: number },
): Promise<ClaimPass | null> {
  if (token && openForMs > PRESENCE_SEC * 1_000) return { token }
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
