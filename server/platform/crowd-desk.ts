import { refuse } from '#shared/result.ts'
import { createDesk, type DeskOptions } from './desk.ts'

/** As claims: about a second of work may wait before the database. */
const MAX_BATCH = 500
const MAX_QUEUE = 5_000
export const BUSY_RETRY_MS = 1_000

type Busy = { ok: false; refusal: { kind: 'busy'; retryAfterMs: number } }

/** All who act in a room at once queue for one row: at a desk, so that they don't take every connection there is. */
export function createCrowdDesk<Request, Answer>(run: DeskOptions<Request, Answer>['run']) {
  const desk = createDesk<Request, Answer>({ run, maxBatch: MAX_BATCH, maxQueue: MAX_QUEUE })
  return async (request: Request): Promise<Answer | Busy> =>
    (await desk.ask(request)) ?? refuse({ kind: 'busy', retryAfterMs: BUSY_RETRY_MS })
}
