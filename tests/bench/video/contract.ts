// What the bench and its viewers, and the bare server, tell each other.

export const WAYS = ['ll', 'plain'] as const
/** how a picture is watched: LL-HLS, or as every player can */
export type Way = (typeof WAYS)[number]

export type CrowdAsk =
  /** So many more come. `base`: where the picture is; for those who are there already, too. */
  | { kind: 'watch'; base: string; way: Way; viewers: number }
  /** From now on it is counted; with `isKept`, what is asked for is written down as well. */
  | { kind: 'count'; isKept: boolean }
  /** What was counted since; it is not written down any more. `dir`: where to put what was answered; null: nowhere. */
  | { kind: 'report'; dir: string | null }
  | { kind: 'leave' }
  /** What was written down is asked for again, so many times as fast, of a server that has it. */
  | { kind: 'replay'; origin: string; speed: number }

/** `pieces`: of the picture, without lists. `failed`: questions without a right answer. */
export type Counted = { asked: number; pieces: number; bytes: number; failed: number }
export type CrowdSays =
  { kind: 'watching' | 'counting' | 'left' | 'replayed' } | ({ kind: 'report' } & Counted)

export type BareAsk = { dir: string }
export type BareSays = { port: number }
