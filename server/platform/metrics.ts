import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = ReturnType<typeof createMetrics>

/** What /metrics tells. A registry of our own, so that two servers in one process don't share counters. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    registry,
    httpSeconds: new Histogram({
      name: 'shanhuo_http_request_seconds',
      help: 'Time to answer an HTTP request',
      labelNames: ['method', 'kind', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    sockets: new Gauge({ name: 'shanhuo_sockets', help: 'Open sockets on this node', registers }),
    claims: outcomeCounter(registers),
    jobSeconds: new Histogram({
      name: 'shanhuo_job_seconds',
      help: 'Time that a timed job took',
      labelNames: ['job', 'outcome'],
      buckets: [0.005, 0.025, 0.1, 0.5, 2.5, 10],
      registers,
    }),
    invariantsBroken: new Gauge({
      name: 'shanhuo_invariants_broken',
      help: 'Rows that break an invariant; anything but 0 is an incident',
      labelNames: ['invariant'],
      registers,
    }),
  }
}

/** Claims are counted by hand and told when asked for: a labelled counter costs a microsecond each time. */
function outcomeCounter(registers: Registry[]) {
  const counts = new Map<string, number>()
  new Counter({
    name: 'shanhuo_claims_total',
    help: 'Claims answered, by outcome',
    labelNames: ['outcome'],
    registers,
    collect() {
      for (const [outcome, count] of counts) this.inc({ outcome }, count)
      counts.clear()
    },
  })
  return { count: (outcome: string) => void counts.set(outcome, (counts.get(outcome) ?? 0) + 1) }
}
