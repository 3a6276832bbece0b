import { fen, zeroFen, type Fen } from '#shared/money.ts'

// Pure decisions about what a party gives back, and what of a new earning it keeps.

/** What a party has at the platform, and what it owes it. All at least zero. */
export type Position = { pendingFen: Fen; availableFen: Fen; owesFen: Fen }

/** Where a part of a refund is taken from: first what is pending, then what is available; the rest is owed. */
export function takeBack(
  partFen: Fen,
  { pendingFen, availableFen }: Pick<Position, 'pendingFen' | 'availableFen'>,
): Position {
  const pending = Math.min(partFen, pendingFen)
  const available = Math.min(partFen - pending, availableFen)
  return {
    pendingFen: fen(pending),
    availableFen: fen(available),
    owesFen: fen(partFen - pending - available),
  }
}

/** A household lives on it: of each earning that matures at most half pays back what it owes. */
export const LIVELIHOOD_CAP_BP = 5_000

/** What of a matured earning pays back what is owed. Rounded down: an odd fen is the party's. */
export function netAgainst(owesFen: Fen, maturedFen: Fen, isHousehold: boolean): Fen {
  const most = isHousehold ? Math.floor((maturedFen * LIVELIHOOD_CAP_BP) / 10_000) : maturedFen
  return fen(Math.min(owesFen, most))
}

/**
 * What matures of a party: what is pending beyond what its unmatured sales still leave to it. A claw-back may have
 * taken from it for a sale that had matured before; then so much less of it is there.
 */
export function matured(pendingFen: Fen, unmaturedFen: Fen): Fen {
  return pendingFen > unmaturedFen ? fen(pendingFen - unmaturedFen) : zeroFen
}
