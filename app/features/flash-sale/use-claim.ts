import { useRef, useState } from 'react'
import type { ClaimRequest, HoldView, LeaveAnswer, SaleAsk, WaitAnswer } from '#shared/flash-sale.ts'
import { grantedHold, type SaleAnswer } from './answer.ts'
import { askPatiently, type Ask } from './claim.ts'
import { newClaimKey } from './claim-key.ts'
import type { Tap } from './claim-state.ts'

type Wiring = {
  saleId: string
  /** the key that the page was made with, which its form sends too; a sale that came later has none yet */
  firstKey: string | undefined
  ask: Ask
  /** asks for a place in the line, or to leave it; null: nobody answered */
  wait: (request: ClaimRequest) => Promise<WaitAnswer | null>
  leaveLine: (saleId: string) => Promise<LeaveAnswer | null>
  onHeld: (hold: HoldView) => void
}

export type ClaimLine = {
  tap: Tap
  claimKey: string
  /** @returns false when nobody answered: the form must be posted */
  ask(what: SaleAsk, quantity: number): Promise<boolean>
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

/** After a final answer the next tap is another intention; after `try_again` it is still the same one. */
function isFinal(answer: SaleAnswer): boolean {
  return answer.ok || answer.refusal.kind !== 'try_again'
}

/** One buyer's taps on one sale. A second tap while the first is under way does nothing. */
export function useClaim({ saleId, firstKey, onHeld, ...line }: Wiring): ClaimLine {
  const [tap, setTap] = useState<Tap>({ kind: 'resting' })
  const [claimKey, setClaimKey] = useState(() => firstKey ?? newClaimKey())
  const underWay = useRef(false)

  function send(what: SaleAsk, quantity: number): Promise<SaleAnswer | null> {
    const request = { saleId, quantity, claimKey }
    if (what === 'wait') return line.wait(request)
    if (what === 'leave') return line.leaveLine(saleId)
    const onQueued = (ahead: number | null) => setTap({ kind: 'queued', ahead })
    return askPatiently(request, line.ask, { wait: pause, onQueued })
  }

  async function ask(what: SaleAsk, quantity: number): Promise<boolean> {
    if (underWay.current) return true
    underWay.current = true
    setTap({ kind: 'asking' })
    const answer = await send(what, quantity)
    underWay.current = false

    setTap(answer && !answer.ok ? { kind: 'refused', refusal: answer.refusal } : { kind: 'resting' })
    if (!answer) return false
    const hold = grantedHold(answer)
    if (hold) onHeld(hold)
    if (isFinal(answer)) setClaimKey(newClaimKey())
    return true
  }
  return { tap, claimKey, ask }
}
