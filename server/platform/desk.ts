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

export function createDesk<Request, Answer>(options: DeskOptions<Request, Answer>): Desk<Request, Answer> {
  const { run, maxBatch, maxQueue, gatherMs = 0, onBatch, onWaiting, waitingMs = 1_000 } = options
  let queue: Waiting<Request, Answer>[] = []
  let busy = false
  const idle: (() => void)[] = []
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

  /** @returns what hands the answers out */
  async function runBatch(batch: Waiting<Request, Answer>[]): Promise<() => void> {
    const startedAt = performance.now()
    inFlight = batch
    try {
      const answers = await run(batch.map(({ request }) => request))
      if (answers.length !== batch.length)
        throw new Error(`A batch of ${batch.length} got ${answers.length} answers`)
      return () => batch.forEach(({ resolve }, index) => resolve(answers[index] as Answer))
    } catch (error) {
      return () => {
        for (const { reject } of batch) reject(error)
      }
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
      setImmediate(await runBatch(batch))
    }
    setImmediate(() => {
      if (queue.length > 0) return void work()
      busy = false
      for (const resolve of idle.splice(0)) resolve()
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
        start()
        watch()
      })
    },
    waiting: () => queue.length,
    async drain() {
      if (!busy) return
      await new Promise<void>((resolve) => idle.push(resolve))
    },
  }
}
