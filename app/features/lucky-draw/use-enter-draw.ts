import { useState } from 'react'
import type { DrawEntryAnswer, OwnLuckyEntry } from '#shared/lucky-draw.ts'
import type { DrawEntryRequest } from '#shared/lucky-draw-forms.ts'
import type { Line } from '../live/use-room.ts'
import { useGuardedTap } from '../flash-sale/use-guarded-tap.ts'

type Wiring = {
  drawId: string
  /** as the page was loaded */
  own: OwnLuckyEntry | null
  ask(request: DrawEntryRequest): Promise<DrawEntryAnswer | null>
  /** the key that the page was made with, which its form sends too */
  claimKey: string
  /** shows that this page was open before */
  token: string
  line: Line
}

/** One person's tap on a draw. */
export function useEnterDraw({ drawId, own: loaded, ask, claimKey, token, line }: Wiring) {
  const [entered, setEntered] = useState<OwnLuckyEntry | null>(null)
  const { tap, submitOf } = useGuardedTap<DrawEntryAnswer, DrawEntryRequest>({
    ...{ ask, token, line },
    accepted: setEntered,
  })
  const own = [entered, loaded].find((entry) => entry?.drawId === drawId) ?? null
  return { own, tap, submit: submitOf({ drawId, claimKey }) }
}
