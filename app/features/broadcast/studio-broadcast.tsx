import { Link, useLocation } from '@remix-run/react'
import { createContext, useContext, useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isOfRehearsal } from '#shared/rehearsal-room.ts'
import { AirBadge } from './air-badge.tsx'
import { useBroadcast, type Broadcast } from './use-broadcast.ts'
import { useCaptions, type Captions } from './use-captions.ts'

type OnAir = Broadcast & { captions: Captions }
const StudioBroadcast = createContext<OnAir | null>(null)

/** Keeps the camera on while the host goes from one page of the studio to the next. */
export function BroadcastProvider({ children }: { children: ReactNode }) {
  const broadcast = useBroadcast()
  const { liveSessionId, state, stream } = broadcast
  // Also while the picture begins anew, or its line is lost: the host goes on speaking.
  const captions = useCaptions(stream && state.kind !== 'ended' ? liveSessionId : null)
  const onAir = useMemo(() => ({ ...broadcast, captions }), [broadcast, captions])
  return <StudioBroadcast.Provider value={onAir}>{children}</StudioBroadcast.Provider>
}

/** @throws outside of the studio */
export function useStudioBroadcast(): OnAir {
  const broadcast = useContext(StudioBroadcast)
  if (!broadcast) throw new Error('There is no BroadcastProvider above')
  return broadcast
}

/** On pages without the camera's card: that it is on, and the way back to it. */
export function StillOnAir() {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const { state, stream, hasPicture, liveSessionId } = useStudioBroadcast()
  const ofRehearsal =
    liveSessionId && isOfRehearsal(liveSessionId) ? `/studio/sessions/${liveSessionId}` : null
  const isAtDesk = ofRehearsal ? pathname === ofRehearsal : /^\/studio\/[^/]+\/?$/.test(pathname)
  if (!stream || state.kind === 'ended' || isAtDesk) return null
  return (
    <p className="bg-paper rounded-card mb-4 flex flex-wrap items-center gap-2 p-3 text-sm shadow-sm">
      <AirBadge state={state} />
      {t(hasPicture ? 'studio:camera.stillOn' : 'studio:camera.stillHeard')}
      <Link to={ofRehearsal ?? '/studio'} className="text-tea-700 underline underline-offset-4">
        {t('studio:camera.back')}
      </Link>
    </p>
  )
}
