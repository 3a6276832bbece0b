/**
 * Group commit: requests gather at the desk while the batch before them is in the database; then all of them go in
 * one call, and each caller gets its own answer. One batch is in flight per desk, so a desk keeps arrival order.
 *
 * Cost: one database call a batch, however many asked. Bounds: `maxBatch` requests a call, `maxQueue` waiting;
 * one more is refused at once rather than left to time out.
 */
export type Desk<Request, Answer> = {
  /** @returns null when the queue is full; rejects when the batch's call threw (the outcome is then unknown) */
  ask(request: Request): Promise<Answer> | null
  waiting(): number
  /** resolves when everything taken so far has been answered */
  drain(): Promise<void>
}

export type DeskOptions<Request, Answer> = {
  /** answers in the order of the batch; must not be shorter than it */
  run(batch: readonly Request[]): Promise<readonly Answer[]>
  maxBatch: number
  maxQueue: number
  /** tells those who have waited for `waitingMs`, and once in that time, how many are to be asked before them */
  onWaiting?(request: Request, ahead: number): void
  waitingMs?: number
  /** how long an idle desk waits for company before a batch leaves; 0: only until the event loop comes round */
  gatherMs?: number
  onBatch?(batch: { size: number; waiting: number; ms: number }): void
}

type Waiting<Request, Answer> = {
  request: Request
  askedAt: number
  resolve(answer: Answer): void
  reject(error: unknown): void
}

/** Then others are heard: who has an answer asks the next thing before the last of a large batch has its own. */
const HANDED_OUT_AT_ONCE = 200

export function createDesk<Request, Answer>(options: DeskOptions<Request, Answer>): Desk<Request, Answer> {
  const { run, maxBatch, maxQueue, gatherMs = 0, onBatch, onWaiting, waitingMs = 1_000 } = options
  let queue: Waiting<Request, Answer>[] = []
  let busy = false
  const { taken, handOut, allAnswered } = createHandOut()
  let telling: NodeJS.Timeout | null = null
  let inFlight: readonly Waiting<Request, Answer>[] = []

  function tellWaiting() {
    telling = null
    const since = performance.now() - waitingMs
    for (const { request, askedAt } of inFlight) if (askedAt <= since) onWaiting?.(request, 0)
    for (const [index, { request, askedAt }] of queue.entries())
      if (askedAt <= since) onWaiting?.(request, inFlight.length + index)
    watch()
  }
  function watch() {
    if (onWaiting && busy) telling ??= setTimeout(tellWaiting, waitingMs).unref()
  }

  /** @returns what tells one of the batch, by its place in it, what came of it */
  async function runBatch(batch: Waiting<Request, Answer>[]): Promise<(index: number) => void> {
    const startedAt = performance.now()
    inFlight = batch
    try {
      const answers = await run(batch.map(({ request }) => request))
      if (answers.length !== batch.length)
        throw new Error(`A batch of ${batch.length} got ${answers.length} answers`)
      return (index) => batch[index]!.resolve(answers[index] as Answer)
    } catch (error) {
      return (index) => batch[index]!.reject(error)
    } finally {
      inFlight = []
      onBatch?.({ size: batch.length, waiting: queue.length, ms: performance.now() - startedAt })
    }
  }

  async function work() {
    while (queue.length > 0) {
      const batch = queue.slice(0, maxBatch)
      queue = queue.slice(maxBatch)
      // The next batch leaves first, so that the database works while these answers are handed out.
      setImmediate(handOut, batch.length, await runBatch(batch))
    }
    setImmediate(() => {
      if (queue.length > 0) void work()
      else busy = false
    })
  }

  function start() {
    if (busy) return
    busy = true
    if (gatherMs > 0) setTimeout(() => void work(), gatherMs)
    else setImmediate(() => void work())
  }

  return {
    ask(request) {
      if (queue.length >= maxQueue) return null
      return new Promise((resolve, reject) => {
        queue.push({ request, askedAt: performance.now(), resolve, reject })
        taken()
        start()
        watch()
      })
    },
    waiting: () => queue.length,
    drain: allAnswered,
  }
}

/** Tells answers, some at a time, and knows when nobody waits for one any more. */
function createHandOut() {
  let unanswered = 0
  const waiting: (() => void)[] = []
  function handOut(size: number, tell: (index: number) => void, from = 0) {
    const to = Math.min(size, from + HANDED_OUT_AT_ONCE)
    for (let index = from; index < to; index++) tell(index)
    unanswered -= to - from
    if (to < size) setImmediate(handOut, size, tell, to)
    else if (unanswered === 0) for (const resolve of waiting.splice(0)) resolve()
  }
  return {
    taken: () => void unanswered++,
    handOut,
    async allAnswered() {
      if (unanswered > 0) await new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
}
