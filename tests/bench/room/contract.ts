// What the three processes of the bench say to one another.

/** who tells the crowd: our own socket server; socket.io as it comes; bare WebSockets with one prebuilt frame */
export const CONTESTANTS = ['ws', 'ours', 'stock'] as const
export type Contestant = (typeof CONTESTANTS)[number]

export type ServerReady = { ports: Record<Contestant, number> }
/** `tell` so often, a second apart by `everyMs`, whoever is in this contestant's room */
export type ServerOrder = { tell: Contestant; times: number; everyMs: number }
export type ServerTold = { cpuMicros: number; viewers: number }

export type CrowdOrder = { port: number; contestant: Contestant; viewers: number } | 'begin' | 'leave'
export type CrowdHeard = { received: number; p50Ms: number; p99Ms: number }
