import { openCounter, type Counter } from '#tests/make/shop.ts'

type CounterOptions = Parameters<typeof openCounter>[0]
type Services = Parameters<NonNullable<CounterOptions['wrap']>>[0]

/** The process is gone: whatever it would have done next is not done. */
export class Crash extends Error {}

/** These answer at once and touch nothing outside the process. */
const AT_ONCE = new Set([
  'verifyWebhook',
  'disputePage',
  'planReturnable',
  'planReturned',
  'onSaleChanged',
  'onHoldChanged',
])

export type Process = {
  counter: Counter
  /** dies after so many steps: one before and one after each call that leaves the module */
  dieAfter(steps: number): void
  isDead(): boolean
  /** lets go of timers; what it had begun in the database ends by itself, as it does when a real process dies */
  bury(): Promise<void>
}

/**
 * One process of the shop that can die between any two steps. A death inside a transaction rolls it back, as a lost
 * connection does; a death after a commit or after Stripe's answer leaves them done and nobody told.
 */
export function aProcess(options: CounterOptions): Process {
  let stepsLeft = Infinity
  let isDead = false
  let bury = () => Promise.resolve()

  function step() {
    stepsLeft -= 1
    if (stepsLeft < 0) isDead = true
    if (isDead) throw new Crash('the process died here')
  }

  async function between<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    step()
    const answer = await call()
    step()
    return answer
  }

  function mortal<Module extends object>(module: Module): Module {
    return new Proxy(module, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name)
        if (typeof member !== 'function' || AT_ONCE.has(String(name))) return member
        return (...args: unknown[]) => between(() => member.apply(target, args) as Promise<unknown>)
      },
    })
  }

  function mortalDb(db: Services['db']): Services['db'] {
    return new Proxy(db, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target)
        if (name !== '$transaction') return member
        return (work: (tx: unknown) => Promise<unknown>, limits: unknown) =>
          between(() => target.$transaction((tx) => between(() => work(tx)), limits as object))
      },
    })
  }

  const counter = openCounter({
    ...options,
    wrap(services) {
      const { flashSale } = services
      bury = () => flashSale.close()
      const { db, payments, revenueShare, ledger } = options.wrap?.(services) ?? services
      return {
        ...services,
        db: mortalDb(db),
        flashSale: mortal(flashSale),
        payments: mortal(payments),
        revenueShare: mortal(revenueShare),
        ledger: mortal(ledger),
      }
    },
  })
  return {
    counter,
    dieAfter(steps) {
      stepsLeft = steps
    },
    isDead: () => isDead,
    bury: () => bury(),
  }
}
