import type { TakeAnswer } from '#shared/coupons.ts'
import type { ClaimAnswer, ClaimRequest, WaitAnswer } from '#shared/flash-sale.ts'
import type { ClaimPass } from '#shared/guard.ts'
import type { DrawEntryAnswer } from '#shared/lucky-draw.ts'

/**
 * One way to ask; `null`: nobody answered, and whether the claim arrived is unknown. `onQueued` hears how many are asked
 * before this claim.
 */
export type Ask<Answer extends AnyAnswer = ClaimAnswer, Request = ClaimRequest> = (
  request: Request,
  onQueued: (ahead: number) => void,
) => Promise<Answer | null>
export type AnyAnswer = ClaimAnswer | WaitAnswer | DrawEntryAnswer | TakeAnswer

type Patience = {
  wait: (ms: number) => Promise<void>
  /** null: the queue itself is full, and we ask again */
  onQueued: (ahead: number | null) => void
  /** what is shown from the first */
  pass: ClaimPass | null
  /** what to show when that is not enough; null: nothing can be shown from here */
  prove: (challenge: string) => Promise<ClaimPass | null>
}

/** An unanswered claim is sent this often before the form takes over. */
const SILENCES_BORNE = 2
const QUEUE_ATTEMPTS = 20
const SILENCE_PAUSE_MS = 400
/** A proof, and one more. */
const PROOFS_TRIED = 2

/**
 * Asks until there is an answer. Every attempt carries the same claim key, so that none can be a second claim.
 * @returns null when nobody answers: post the form, with the same key
 */
export async function askPatiently<Answer extends AnyAnswer, Request extends object = ClaimRequest>(
  request: Request,
  ask: Ask<Answer, Request>,
  { wait, onQueued, pass: shown, prove }: Patience,
): Promise<Answer | { ok: false; refusal: { kind: 'try_again' } } | null> {
  let silences = 0
  let proofs = 0
  let pass = shown
  for (let attempt = 1; attempt <= QUEUE_ATTEMPTS; attempt += 1) {
    const answer: Answer | null = await ask(pass ? { ...request, pass } : request, onQueued)
    if (!answer) {
      silences += 1
      if (silences > SILENCES_BORNE) return null
      await wait(SILENCE_PAUSE_MS)
    } else if (!answer.ok && answer.refusal.kind === 'busy') {
      onQueued(null)
      await wait(answer.refusal.retryAfterMs)
    } else if (!answer.ok && answer.refusal.kind === 'proof_needed' && proofs < PROOFS_TRIED) {
      proofs += 1
      pass = await prove(answer.refusal.challenge)
      if (!pass) return answer
    } else {
      return answer
    }
  }
  return { ok: false, refusal: { kind: 'try_again' } }
}
