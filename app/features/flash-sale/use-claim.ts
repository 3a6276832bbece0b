import { useRef, useState } from 'react'
import type { ClaimAnswer, HoldView } from '#shared/flash-sale.ts'
import { askPatiently, type Ask } from './claim.ts'
import { newClaimKey } from './claim-key.ts'
import type { Tap } from './claim-state.ts'

type Wiring = {
  saleId: string
  /** the key that the page was made with, which its form sends too; a sale that came later has none yet */
  firstKey: string | undefined
  ask: Ask
  onHeld: (hold: HoldView) => void
}

export type ClaimLine = {
  tap: Tap
  claimKey: string
  /** @returns false when nobody answered: the form must be posted */
  claim(quantity: number): Promise<boolean>
}

const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

/** After a final answer the next tap is another intention; after `try_again` it is still the same one. */
function isFinal(answer: ClaimAnswer): boolean {
  return answer.ok || answer.refusal.kind !== 'try_again'
}

/** One buyer's taps on one sale. A second tap while the first is under way does nothing. */
export function useClaim({ saleId, firstKey, ask, onHeld }: Wiring): ClaimLine {
  const [tap, setTap] = useState<Tap>({ kind: 'resting' })
  const [claimKey, setClaimKey] = useState(() => firstKey ?? newClaimKey())
  const underWay = useRef(false)

  async function claim(quantity: number): Promise<boolean> {
    if (underWay.current) return true
    underWay.current = true
    setTap({ kind: 'asking' })
    const onQueued = (ahead: number | null) => setTap({ kind: 'queued', ahead })
    const answer = await askPatiently({ saleId, quantity, claimKey }, ask, { wait, onQueued })
    underWay.current = false

    setTap(answer && !answer.ok ? { kind: 'refused', refusal: answer.refusal } : { kind: 'resting' })
    if (!answer) return false
    if (answer.ok) onHeld(answer.value)
    if (isFinal(answer)) setClaimKey(newClaimKey())
    return true
  }
  return { tap, claimKey, claim }
}
