import type { Demo } from '../demo/index.ts'
import type { ChainCheck, Proofs } from '../ledger/index.ts'
import type { Audience } from '../live-report/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { Metrics } from '../platform/metrics.ts'
import type { Outbox } from '../platform/outbox.ts'
import type { Services } from '../services.ts'
import type { JobPlan } from './index.ts'
import { tendUnattended } from './unattended.ts'

const EXPIRE_BATCH = 500

type PlanDeps = {
  services: Services
  clock: Clock
  outbox: Outbox
  demo: Demo
  metrics: Metrics
  log: Log
  /** a door does not enter another; the application hands it over */
  audience: Audience
  isAtDesk(liveSessionId: string): boolean
  origin: string
}

/** What time asks of the shop, and how often. */
export function planJobs(deps: PlanDeps): JobPlan {
  const { services, clock, outbox, demo, metrics, log, audience } = deps
  const { flashSale, checkout, ledger, liveReports, proofs, revenueShare } = services
  return {
    ticks: [
      { name: 'expire-holds', everyMs: 1_000, run: () => flashSale.expireHolds(EXPIRE_BATCH) },
      { name: 'end-due-sales', everyMs: 1_000, run: () => flashSale.endDueSales() },
      { name: 'make-due-draws', everyMs: 1_000, run: () => services.luckyDraws.makeDue() },
      { name: 'close-overdue-payments', everyMs: 2_000, run: () => checkout.closeOverduePayments() },
      { name: 'relay-outbox', everyMs: 1_000, run: () => outbox.relay() },
      { name: 'seal-ledger', everyMs: 5_000, run: () => ledger.sealBlocks() },
      // On every node: each counts its own sockets, and their sums add up.
      { name: 'sample-live-rooms', everyMs: 10_000, run: () => liveReports.sample(audience) },
      // On every node: each knows who is at its own desks.
      { name: 'tend-unattended-sessions', everyMs: 60_000, run: () => tendUnattended(deps) },
      // On every node: each has the files of its own, and may have died while it wrote them.
      {
        ...{ name: 'sweep-recordings', everyMs: 3_600_000, atStart: true },
        run: () => services.live.sweepRecordings(),
      },
      { name: 'tend-demo', everyMs: 5_000, run: () => demo.tend() },
    ],
    scheduled: [
      { name: 'sweep-payments', cron: '* * * * *', run: () => checkout.sweep() },
      { name: 'count-stripe', cron: '40 18 * * *', run: () => countStripe(services, log) }, // 02:40 in Shanghai
      { name: 'mature-earnings', cron: '*/5 * * * *', run: () => revenueShare.matureEarnings(clock.now()) },
      { name: 'pass-on-earnings', cron: '*/5 * * * *', run: () => passOnEarnings(services, clock) },
      { name: 'remind-followers', cron: '* * * * *', run: () => tellFollowers(services) },
      { name: 'drop-old-lapses', cron: '23 * * * *', run: () => flashSale.dropOldLapses() },
      { name: 'end-old-rehearsals', cron: '*/5 * * * *', run: () => services.live.endOldRehearsals() },
      { name: 'fold-ledger-deltas', cron: '* * * * *', run: () => ledger.foldDeltas() },
      // Soon after midnight in Shanghai, or as soon as the shop is up again.
      { name: 'publish-ledger-head', cron: '*/5 * * * *', run: () => proofs.publishDue() },
      {
        name: 'check-ledger',
        cron: '*/10 * * * *',
        run: () => checkLedger('recent', { proofs, metrics, log }),
      },
      {
        name: 'check-whole-ledger',
        cron: '10 18 * * *', // 02:10 in Shanghai, when nobody buys
        run: () => checkLedger('full', { proofs, metrics, log }),
      },
      {
        name: 'check-invariants',
        cron: '* * * * *',
        run: () => reportInvariants({ services, metrics, log }),
      },
    ],
  }
}

/** What collectives that merged still have goes to who came after them. */
async function passOnEarnings({ registry, revenueShare }: Services, clock: Clock): Promise<void> {
  for (const succession of await registry.successions()) await revenueShare.passOn(succession, clock.now())
}

/** First what is not as they were told, then what begins. */
async function tellFollowers({ follows }: Pick<Services, 'follows'>): Promise<void> {
  await follows.tellChanged()
  await follows.remindDue()
}

/** Whoever comes in the morning finds last night's count; Stripe away leaves the one before. */
async function countStripe({ clearing }: Pick<Services, 'clearing'>, log: Log) {
  const counted = await clearing.count(null)
  if (!counted.ok) log.warn({ refusal: counted.refusal }, 'the balance at Stripe was not counted')
}

type CheckDeps = { proofs: Proofs; metrics: Metrics; log: Log }

/** For the page that says how the chain stands; and shouts when it does not. */
async function checkLedger(span: ChainCheck['span'], { proofs, metrics, log }: CheckDeps) {
  const { findings } = await proofs.check(span)
  metrics.invariantsBroken.set({ invariant: `ledger chain and heads, ${span}` }, findings.length)
  for (const finding of findings) log.fatal({ finding }, 'the ledger does not verify')
}

/** Counts what must be zero, and shouts when it is not. */
async function reportInvariants({ services, metrics, log }: Pick<PlanDeps, 'services' | 'metrics' | 'log'>) {
  const [sales, draws, coupons, books] = await Promise.all([
    services.flashSale.invariants(),
    services.luckyDraws.invariants(),
    services.coupons.invariants(),
    services.ledger.invariantReport(),
  ])
  for (const { name, broken } of [...sales, ...draws, ...coupons, ...books]) {
    metrics.invariantsBroken.set({ invariant: name }, broken)
    if (broken > 0) log.fatal({ invariant: name, broken }, 'an invariant is broken')
  }
}
