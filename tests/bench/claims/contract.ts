/** What the bench's three processes say to each other. */
export const CONTESTANTS = ['ack', 'ours', 'statement', 'transaction'] as const
export type Contestant = (typeof CONTESTANTS)[number]

/** signs the load's visitor cookies */
export const SECRET = 'bench-bench-bench-bench-bench-bench'
/** All buyers rush at one sale; when each has claimed this often on average, all of them turn to the next. */
export const CLAIMS_PER_SALE = 4
export const SALES = 100
export const saleOf = (contestant: Contestant, place: number) => `bench_${contestant}_${place % SALES}`

export type ServerReady = { ports: Record<Contestant, number> }
/** `begin` and `end` stand around what is measured; `quiet` is answered when no claim is under way. */
export type ServerAsk = 'begin' | 'end' | 'quiet'
/** of the server's process, between `begin` and `end` */
export type ServerCost = { cpuUs: number }
export type LoadOrder = {
  port: number
  contestant: Contestant
  connections: number
  warmMs: number
  measureMs: number
}
export type Measured = {
  claimsPerSec: number
  p50Ms: number
  p99Ms: number
  granted: number
  refused: number
}
