import { runDue } from './objects/due.ts'
import type { Contract } from './contract/contract.ts'
import { calm, type Chaos, type Settings } from './settings.ts'
import type { Store } from './state/store.ts'
import { createDeliveries, type Deliveries } from './webhooks/deliveries.ts'
import { byItself, type Cause, type Work } from './work.ts'

export type Sandbox = {
  store: Store
  contract: Contract
  deliveries: Deliveries
  origin: string
  /** Seconds on the sandbox clock. */
  now(): number
  /** Carries out one step, first doing whatever the clock made due. Resolves once it is on the disk. */
  run<Value>(cause: Cause, act: (work: Work) => Value): Promise<Value>
  /** Moves the clock and does what became due; resolves to the new time. */
  advanceClock(seconds: number): Promise<number>
  chaos(): Chaos
  setChaos(change: Partial<Chaos>): Chaos
  close(): Promise<void>
}

type Parts = { settings: Settings; store: Store; contract: Contract; origin: string }

const TICK_MS = 250

export function createSandbox({ settings, store, contract, origin }: Parts): Sandbox {
  const { tables } = store
  let chaos: Chaos = settings.chaos
  const aheadSec = () => tables.clock.get('clock')?.aheadSec ?? 0
  const now = () => Math.floor(settings.wallNow() / 1000) + aheadSec()
  const deliveries = createDeliveries({ store, settings })

  async function run<Value>(cause: Cause, act: (work: Work) => Value): Promise<Value> {
    const value = store.inOneStep(() => {
      const work: Work = { now: now(), tables, contract, settings, chaos, origin, cause }
      runDue({ ...work, cause: byItself })
      return act(work)
    })
    await store.saved()
    deliveries.wake()
    return value
  }

  function isAnythingDue(): boolean {
    for (const due of tables.due.oldestFirst()) if (due.at <= now()) return true
    return false
  }

  // A tick that fails would fail again at the next request, where somebody sees it.
  const tick = setInterval(() => {
    if (isAnythingDue()) run(byItself, () => undefined).catch((error: unknown) => console.error(error))
  }, TICK_MS)
  deliveries.wake()

  return {
    store,
    contract,
    deliveries,
    origin,
    now,
    run,
    async advanceClock(seconds) {
      await run(byItself, () => tables.clock.put({ id: 'clock', aheadSec: aheadSec() + seconds }))
      return run(byItself, (work) => work.now)
    },
    chaos: () => chaos,
    setChaos(change) {
      chaos = { ...calm, ...chaos, ...change }
      return chaos
    },
    async close() {
      clearInterval(tick)
      await deliveries.close()
      await store.close()
    },
  }
}
