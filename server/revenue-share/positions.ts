import { fen, zeroFen } from '#shared/money.ts'
import type { Ledger } from '../ledger/index.ts'
import { availableOf, clawbackOf, pendingOf, PLATFORM_BOOK } from './accounts.ts'
import type { Position } from './claw-back.ts'

type Held = Awaited<ReturnType<Ledger['holdBalances']>>

/** A party's position, read from held balances. An account that was never opened has nothing in it. */
export function positionOf(held: Held, partyId: string): Position {
  const net = (code: string) =>
    held.find(({ book, account }) => book === PLATFORM_BOOK && account === code)?.net ?? zeroFen
  return {
    // What is owed to a party is a credit, and credits are negative.
    pendingFen: fen(0 - net(pendingOf(partyId))),
    availableFen: fen(0 - net(availableOf(partyId))),
    owesFen: net(clawbackOf(partyId)),
  }
}
