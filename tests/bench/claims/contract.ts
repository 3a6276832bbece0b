import type { ClaimRequest } from '#shared/flash-sale.ts'

// What the bench's three processes say to each other.

/** `redis` only where it is installed */
export const CONTESTANTS = ['ack', 'ours', 'prototype', 'redis', 'statement', 'transaction'] as const
export type Contestant = (typeof CONTESTANTS)[number]

/** signs the load's visitor cookies */
export const SECRET = 'bench-bench-bench-bench-bench-bench'
/** All buyers rush at one sale; after so many claims all of them turn to the next. */
export const CLAIMS_PER_SALE = 2_000
export const SALES = 100
export const saleOf = (contestant: Contestant, place: number) => `bench_${contestant}_${place % SALES}`

/** More than any run claims in one sale. */
export const TOTAL = 1_000_000
export const PER_BUYER_LIMIT = 99

export type Taken = ClaimRequest & { buyer: string }
export type ServerReady = { ports: Partial<Record<Contestant, number>> }
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
