import { useRef, useState } from 'react'
import type { DrawEntryAnswer, OwnLuckyEntry } from '#shared/lucky-draw.ts'
import type { DrawEntryRequest } from '#shared/lucky-draw-forms.ts'
import { askPatiently } from '../flash-sale/claim.ts'
import { presencePass, prove } from '../flash-sale/prove.ts'
import { pause, stopwatch } from '../flash-sale/use-claim.ts'

type Refusal = Extract<DrawEntryAnswer, { ok: false }>['refusal']
export type DrawTap = { kind: 'resting' } | { kind: 'asking' } | { kind: 'refused'; refusal: Refusal }

type Wiring = {
  drawId: string
  /** as the page was loaded */
  own: OwnLuckyEntry | null
  ask(request: DrawEntryRequest): Promise<DrawEntryAnswer | null>
  /** the key that the page was made with, which its form sends too */
  claimKey: string
  /** shows that this page was open before */
  token: string
}

/** One person's tap on a draw: a second one while the first is under way does nothing. */
export function useEnterDraw({ drawId, own: loaded, ask, claimKey, token }: Wiring) {
  const [entered, setEntered] = useState<OwnLuckyEntry | null>(null)
  const [tap, setTap] = useState<DrawTap>({ kind: 'resting' })
  const [openForMs] = useState(stopwatch)
  const underWay = useRef(false)
  const own = [entered, loaded].find((entry) => entry?.drawId === drawId) ?? null

  /** @returns false when nobody answered: the form must be posted */
  async function enter(): Promise<boolean> {
    if (underWay.current) return true
    underWay.current = true
    setTap({ kind: 'asking' })
    const answer = await askPatiently<DrawEntryAnswer, DrawEntryRequest>({ drawId, claimKey }, ask, {
      wait: pause,
      pass: presencePass(token, openForMs()),
      onQueued: () => {},
      prove,
    })
    underWay.current = false
    if (answer?.ok) setEntered(answer.value)
    setTap(answer && !answer.ok ? { kind: 'refused', refusal: answer.refusal } : { kind: 'resting' })
    return answer !== null
  }
  return { own, tap, enter }
}
