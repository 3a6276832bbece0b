import { Camera, SwitchCamera, VideoOff } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge } from '#app/ui/badge.tsx'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { Facing } from './camera.ts'
import { useBroadcast, type BroadcastState } from './use-broadcast.ts'

/** Behind by more, the host is told that the line is thin. */
const THIN_SEC = 1.5

/** The host's camera: what is sent, and how well it gets through. */
export function CameraCard({ liveSessionId }: { liveSessionId: string }) {
  const { t } = useTranslation()
  const { state, stream, begin, end } = useBroadcast(liveSessionId)
  const [facing, setFacing] = useState<Facing>('environment')
  const isOn = stream !== null && state.kind !== 'ended'
  const turn = () => {
    const other = facing === 'user' ? 'environment' : 'user'
    setFacing(other)
    void begin({ facing: other, takeOver: true })
  }
  return (
    <Card>
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="font-serif text-lg font-bold">{t('studio:camera.title')}</h2>
        <StateBadge state={state} />
      </div>
      {isOn ? (
        <>
          <Preview stream={stream} label={t('studio:camera.preview')} />
          <div className="mt-3 grid grid-cols-2 gap-2">
            <Button tone="plain" onClick={turn}>
              <SwitchCamera aria-hidden className="size-5" />
              {t('studio:camera.turn')}
            </Button>
            <Button tone="danger" onClick={end}>
              <VideoOff aria-hidden className="size-5" />
              {t('studio:camera.end')}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p className="text-ink-soft mt-1 text-sm">{t('studio:camera.lead')}</p>
          <Refusal state={state} />
          <div className="mt-3 grid gap-2">
            <Button tone="flash" busy={state.kind === 'asking'} onClick={() => void begin({ facing })}>
              <Camera aria-hidden className="size-5" />
              {t('studio:camera.begin')}
            </Button>
            {state.kind === 'ended' && state.why === 'busy' && (
              <Button tone="plain" onClick={() => void begin({ facing, takeOver: true })}>
                {t('studio:camera.takeOver')}
              </Button>
            )}
          </div>
        </>
      )}
    </Card>
  )
}

function StateBadge({ state }: { state: BroadcastState }) {
  const { t } = useTranslation()
  if (state.kind === 'on_air')
    return state.behindSec > THIN_SEC ? (
      <Badge tone="honey">{t('studio:camera.thin')}</Badge>
    ) : (
      <Badge tone="live">{t('studio:camera.onAir')}</Badge>
    )
  if (state.kind === 'line_lost') return <Badge tone="honey">{t('studio:camera.lost')}</Badge>
  if (state.kind === 'connecting') return <Badge tone="plain">{t('studio:camera.connecting')}</Badge>
  return null
}

/** Why the camera is off, when the host did not put it away. */
function Refusal({ state }: { state: BroadcastState }) {
  const { t } = useTranslation()
  if (state.kind === 'refused')
    return (
      <Notice tone="warning" announce="alert">
        {t(`studio:camera.refused.${state.why}`)}
      </Notice>
    )
  if (state.kind !== 'ended' || state.why === 'stopped') return null
  return (
    <Notice tone="warning" announce="alert">
      {t(`studio:camera.ended.${state.why}`)}
    </Notice>
  )
}

function Preview({ stream, label }: { stream: MediaStream; label: string }) {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (video.current) video.current.srcObject = stream
  }, [stream])
  return (
    <video
      ref={video}
      muted
      playsInline
      autoPlay
      aria-label={label}
      className="bg-ink rounded-card mt-3 aspect-video w-full object-contain"
    />
  )
}
