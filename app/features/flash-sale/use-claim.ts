import { useRef, useState } from 'react'
import type {
  ClaimAnswer,
  ClaimRequest,
  HoldView,
  LeaveAnswer,
  SaleAsk,
  WaitAnswer,
} from '#shared/flash-sale.ts'
import { grantedHold, type SaleAnswer } from './answer.ts'
import { askPatiently, type Ask } from './claim.ts'
import { newClaimKey } from './claim-key.ts'
import { presencePass, prove } from './prove.ts'
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
  /** shows that this page was open before */
  token: string | null
}

export type ClaimLine = {
  tap: Tap
  claimKey: string
  /** @returns false when nobody answered: the form must be posted */
  ask(what: SaleAsk, quantity: number): Promise<boolean>
}

export const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

/** @returns what tells the milliseconds since now */
export function stopwatch(): () => number {
  const startedAt = performance.now()
  return () => performance.now() - startedAt
}

/** After a final answer the next tap is another intention; after `try_again` it is still the same one. */
function isFinal(answer: SaleAnswer): boolean {
  return answer.ok || !/^(try_again|claim_pending|proof_needed)$/.test(answer.refusal.kind)
}

type Own = { tap: Tap; claimKey: string }

/**
 * One buyer's taps on the sale that is shown. A second tap while the first is under way does nothing. What came of taps
 * on the sales that were shown before is kept, for one of them may be shown again.
 */
export function useClaim({ saleId, firstKey, onHeld, token, ...line }: Wiring): ClaimLine {
  const untouched = (): Own => ({ tap: { kind: 'resting' }, claimKey: firstKey ?? newClaimKey() })
  const [sales, setSales] = useState<Record<string, Own>>(() => ({ [saleId]: untouched() }))
  if (!sales[saleId]) setSales({ ...sales, [saleId]: untouched() })
  const { tap, claimKey } = sales[saleId] ?? untouched()
  const underWay = useRef(new Set<string>())
  const [openForMs] = useState(stopwatch)
  const change = (of: Partial<Own>) => setSales((now) => ({ ...now, [saleId]: { ...now[saleId]!, ...of } }))
  const setTap = (tap: Tap) => change({ tap })

  function send(what: SaleAsk, quantity: number): Promise<SaleAnswer | null> {
    if (what === 'leave') return line.leaveLine(saleId)
    const ask: Ask<ClaimAnswer | WaitAnswer> = what === 'wait' ? line.wait : line.ask
    return askPatiently({ saleId, quantity, claimKey }, ask, {
      wait: pause,
      pass: presencePass(token, openForMs()),
      onQueued: (ahead) => setTap({ kind: 'queued', ahead }),
      prove(challenge) {
        setTap({ kind: 'proving' })
        return prove(challenge)
      },
    })
  }

  async function ask(what: SaleAsk, quantity: number): Promise<boolean> {
    if (underWay.current.has(saleId)) return true
    underWay.current.add(saleId)
    setTap({ kind: 'asking' })
    const answer = await send(what, quantity)
    underWay.current.delete(saleId)

    setTap(answer && !answer.ok ? { kind: 'refused', refusal: answer.refusal } : { kind: 'resting' })
    if (!answer) return false
    const hold = grantedHold(answer)
    if (hold) onHeld(hold)
    if (isFinal(answer)) change({ claimKey: newClaimKey() })
    return true
  }
  return { tap, claimKey, ask }
}
