import { PRESENCE_SEC, type GuardRefusal, type GuardReport } from '#shared/guard.ts'
import { refuse } from '#shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import { createRecent } from '#server/platform/recent.ts'
import { createProofs } from './proofs.ts'
import { createRoomTokens } from './room-token.ts'
import type { Claimant, Guard } from './types.ts'
import { createSaleWatch, type SaleWatch } from './watch.ts'

const PRESENCE_MS = PRESENCE_SEC * 1_000
/** From one address in ADDRESS_WINDOW_MS: a whole village behind one router does not reach it. */
const CLAIMS_AN_ADDRESS = 1_000
const ADDRESS_WINDOW_MS = 10_000
const MOST_ADDRESSES = 50_000
/** More are looked through for those that are quiet; names that are made up do not stay. */
const MOST_SALES = 1_000

type GuardDeps = { clock: Clock; secret: string; factor?: number }

/**
 * Tells a crowd from programs, and asks something only of strangers, and only while a sale is under attack
 * (docs/decisions/018-strangers-prove-work-under-attack.md). In its calm state a claim costs three look-ups.
 *
 * @param factor multiplies the limit of an address and what makes an attack; 1 but in load tests
 */
export function createGuard({ clock, secret, factor = 1 }: GuardDeps): Guard {
  const tokens = createRoomTokens(secret)
  const proofs = createProofs(secret)
  const deciding = createDeciding()
  const watches = new Map<string, SaleWatch>()
  const addresses = createAddressCounts(CLAIMS_AN_ADDRESS * factor)
  const now = () => clock.now().getTime()

  function watchOf(subjectId: string, at: number): SaleWatch {
    const known = watches.get(subjectId)
    if (known) return known
    if (watches.size >= MOST_SALES)
      for (const [id, watch] of watches) if (watch.isIdle(at)) watches.delete(id)
    const watch = createSaleWatch(at, factor)
    watches.set(subjectId, watch)
    return watch
  }

  /** By this connection, or by the token of an earlier one, which is read only when it matters. @returns ms */
  function hereSince({ presentSince, pass, buyerId }: Claimant, at: number): number {
    const since = presentSince ?? at
    if (at - since >= PRESENCE_MS || !pass?.token) return since
    return Math.min(since, tokens.read(pass.token, buyerId, at) ?? at)
  }

  type Watched = { watch: SaleWatch; at: number; since: number }
  async function prove(claimant: Claimant, { watch, at, since }: Watched): Promise<GuardRefusal | null> {
    const { pass } = claimant
    if (pass?.proof && (await proofs.isRight(pass.proof, claimant, at))) {
      watch.count(at, 'proved')
      return null
    }
    watch.count(at, 'asked')
    const waitSec = Math.ceil((PRESENCE_MS - (at - since)) / 1_000)
    return { kind: 'proof_needed', waitSec, challenge: await proofs.challenge(claimant, at) }
  }

  /** @returns null: the claim may go on. A promise only for proofs, so only while a sale is under attack */
  function check(claimant: Claimant, at: number): GuardRefusal | null | Promise<GuardRefusal | null> {
    const { subjectId, address } = claimant
    const retryAfterSec = addresses.take(address, at)
    if (retryAfterSec !== null) {
      watches.get(subjectId)?.count(at, 'limited')
      return { kind: 'too_many_requests', retryAfterSec }
    }
    const watch = watchOf(subjectId, at)
    const since = hereSince(claimant, at)
    const isStranger = at - since < PRESENCE_MS
    watch.claimed(at, { isStranger, address })
    return isStranger && watch.isUnderAttack(at) ? prove(claimant, { watch, at, since }) : null
  }

  return {
    roomToken: (buyerId) => tokens.make(buyerId, now()),

    async admit(claimant, decide) {
      const { buyerId, claimKey } = claimant
      const at = now()
      const current = deciding.of(buyerId, at)
      if (current.asks > 0 && current.claimKey !== claimKey) return refuse({ kind: 'claim_pending' })
      current.claimKey = claimKey
      current.asks++
      try {
        const checked = check(claimant, at)
        const refusal = checked instanceof Promise ? await checked : checked
        if (refusal) return refuse(refusal)
        const answer = await decide()
        // Names of sales and draws that are made up must not crowd out those that are watched.
        if (!answer.ok && /^(sale|draw)_not_found$/.test(answer.refusal.kind))
          watches.delete(claimant.subjectId)
        return answer
      } finally {
        current.asks--
      }
    },

    report: (saleIds) => summed(saleIds.flatMap((saleId) => watches.get(saleId)?.report(now()) ?? [])),
  }
}

/** The claim that is being decided for a buyer. One that is repeated with its key is the same one: `asks` are several. */
const createDeciding = () =>
  createRecent({ make: () => ({ claimKey: '', asks: 0 }), isInUse: ({ asks }) => asks > 0 })

/** A fixed window for all addresses together, so that forgetting them is one step. */
function createAddressCounts(most: number) {
  const counts = new Map<string, number>()
  let startedAt = -Infinity
  return {
    /** @returns seconds to wait; null: within the limit */
    take(address: string, at: number): number | null {
      if (at - startedAt >= ADDRESS_WINDOW_MS || at < startedAt) {
        counts.clear()
        startedAt = at
      }
      const count = (counts.get(address) ?? 0) + 1
      if (count > 1 || counts.size < MOST_ADDRESSES) counts.set(address, count)
      return count > most ? Math.ceil((startedAt + ADDRESS_WINDOW_MS - at) / 1_000) : null
    },
  }
}

function summed(reports: ReturnType<SaleWatch['report']>[]): GuardReport {
  const sum = (what: 'strangers' | 'limited' | 'asked' | 'proved') =>
    reports.reduce((total, report) => total + report[what], 0)
  return {
    isUnderAttack: reports.some(({ isUnderAttack }) => isUnderAttack),
    strangers: sum('strangers'),
    limited: sum('limited'),
    asked: sum('asked'),
    proved: sum('proved'),
    addresses: new Set(reports.flatMap(({ addresses }) => [...addresses])).size,
  }
}
