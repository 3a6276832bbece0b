import { Link, useLocation } from '@remix-run/react'
import { createContext, useContext, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { AirBadge } from './air-badge.tsx'
import { useBroadcast, type Broadcast } from './use-broadcast.ts'

const StudioBroadcast = createContext<Broadcast | null>(null)

/** Keeps the camera on while the host goes from one page of the studio to the next. */
export function BroadcastProvider({ children }: { children: ReactNode }) {
  const broadcast = useBroadcast()
  return <StudioBroadcast.Provider value={broadcast}>{children}</StudioBroadcast.Provider>
}

/** @throws outside of the studio */
export function useStudioBroadcast(): Broadcast {
  const broadcast = useContext(StudioBroadcast)
  if (!broadcast) throw new Error('There is no BroadcastProvider above')
  return broadcast
}

/** On pages without the camera's card: that it is on, and the way back to it. */
export function StillOnAir() {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const { state, stream } = useStudioBroadcast()
  const isAtDesk = /^\/studio\/[^/]+\/?$/.test(pathname)
  if (!stream || state.kind === 'ended' || isAtDesk) return null
  return (
    <p className="bg-paper rounded-card mb-4 flex flex-wrap items-center gap-2 p-3 text-sm shadow-sm">
      <AirBadge state={state} />
      {t('studio:camera.stillOn')}
      <Link to="/studio" className="text-tea-700 underline underline-offset-4">
        {t('studio:camera.back')}
      </Link>
    </p>
  )
}
