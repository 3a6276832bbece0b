import type { ClaimAnswer, ClaimRequest } from '#shared/flash-sale.ts'

/**
 * One way to ask; `null`: nobody answered, and whether the claim arrived is unknown. `onQueued` hears how many are asked
 * before this claim.
 */
export type Ask = (request: ClaimRequest, onQueued: (ahead: number) => void) => Promise<ClaimAnswer | null>

type Patience = {
  wait: (ms: number) => Promise<void>
  /** null: the queue itself is full, and we ask again */
  onQueued: (ahead: number | null) => void
}

/** An unanswered claim is sent this often before the form takes over. */
const SILENCES_BORNE = 2
const QUEUE_ATTEMPTS = 20
const SILENCE_PAUSE_MS = 400

/**
 * Asks until there is an answer. Every attempt carries the same claim key, so that none can be a second claim.
 * @returns null when nobody answers: post the form, with the same key
 */
export async function askPatiently(
  request: ClaimRequest,
  ask: Ask,
  { wait, onQueued }: Patience,
): Promise<ClaimAnswer | null> {
  let silences = 0
  for (let attempt = 1; attempt <= QUEUE_ATTEMPTS; attempt += 1) {
    const answer = await ask(request, onQueued)
    if (!answer) {
      silences += 1
      if (silences > SILENCES_BORNE) return null
      await wait(SILENCE_PAUSE_MS)
    } else if (!answer.ok && answer.refusal.kind === 'busy') {
      onQueued(null)
      await wait(answer.refusal.retryAfterMs)
    } else {
      return answer
    }
  }
  return { ok: false, refusal: { kind: 'try_again' } }
}
