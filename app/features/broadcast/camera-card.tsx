import { Camera, Mic, SwitchCamera, Video, VideoOff } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { RtmpOffer } from '#shared/ingest.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { AirBadge } from './air-badge.tsx'
import { CaptionSwitch } from './caption-switch.tsx'
import { DeviceLine } from './device-line.tsx'
import { ObsPanel } from './obs-panel.tsx'
import { useStudioBroadcast } from './studio-broadcast.tsx'
import type { BroadcastState } from './use-broadcast.ts'

type Props = {
  liveSessionId: string
  /** null: OBS can't send a picture to this shop */
  rtmp: RtmpOffer | null
}

/** The host's camera: what is sent, and how well it gets through. */
export function CameraCard({ liveSessionId, rtmp }: Props) {
  const { t } = useTranslation()
  const broadcast = useStudioBroadcast()
  const { stream, facing, begin, end, chooseSound } = broadcast
  const state: BroadcastState = broadcast.liveSessionId === liveSessionId ? broadcast.state : { kind: 'off' }
  const isOn = stream !== null && state.kind !== 'ended' && state.kind !== 'off'
  const turn = () =>
    void begin({ liveSessionId, facing: facing === 'user' ? 'environment' : 'user', takeOver: true })
  return (
    <Card>
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="font-serif text-lg font-bold">{t('studio:camera.title')}</h2>
        <AirBadge state={state} />
      </div>
      {isOn ? (
        <>
          <Preview stream={stream} label={t('studio:camera.preview')} />
          {/* Also while there is no line: what is below, 急停 too, stays where the thumb is. */}
          <DeviceLine uploadBitsPerSecond={state.kind === 'on_air' ? state.uploadBitsPerSecond : 0} />
          <OnAir state={state} onTurn={turn} onEnd={end} onSound={chooseSound} />
          <CaptionSwitch captions={broadcast.captions} />
        </>
      ) : (
        <>
          <p className="text-ink-soft mt-1 text-sm">{t('studio:camera.lead')}</p>
          <Refusal state={state} />
          <div className="mt-3 grid gap-2">
            <Button
              tone="flash"
              busy={state.kind === 'asking'}
              onClick={() => void begin({ liveSessionId, facing })}
            >
              <Camera aria-hidden className="size-5" />
              {t('studio:camera.begin')}
            </Button>
            {state.kind === 'ended' && state.why === 'busy' && (
              <Button tone="plain" onClick={() => void begin({ liveSessionId, facing, takeOver: true })}>
                {t('studio:camera.takeOver')}
              </Button>
            )}
          </div>
        </>
      )}
      {rtmp && (
        <details className="border-line mt-4 border-t pt-3">
          <summary className="text-tea-700 min-h-10 cursor-pointer py-2 font-medium">
            {t('studio:obs.title')}
          </summary>
          <div className="mt-2">
            <ObsPanel liveSessionId={liveSessionId} offer={rtmp} renewed={undefined} />
          </div>
        </details>
      )}
    </Card>
  )
}

type OnAirProps = {
  state: BroadcastState
  onTurn(): void
  onEnd(): void
  /** whether nothing but sound is to be sent */
  onSound(isChosen: boolean): void
}

/** What can be done with a camera that is on. */
function OnAir({ state, onTurn, onEnd, onSound }: OnAirProps) {
  const { t } = useTranslation()
  const soundOnly = state.kind === 'on_air' ? state.soundOnly : null
  const SoundIcon = soundOnly === 'chosen' ? Video : Mic
  return (
    <>
      {soundOnly && (
        <Notice tone="warning" announce="status" className="mt-3">
          {t(`studio:camera.still.${soundOnly}`)}
        </Notice>
      )}
      <div className="mt-3 grid grid-cols-2 gap-2">
        <Button tone="plain" onClick={onTurn}>
          <SwitchCamera aria-hidden className="size-5" />
          {t('studio:camera.turn')}
        </Button>
        <Button
          tone="plain"
          disabled={state.kind !== 'on_air'}
          onClick={() => onSound(soundOnly !== 'chosen')}
        >
          <SoundIcon aria-hidden className="size-5" />
          {t(soundOnly === 'chosen' ? 'studio:camera.picture' : 'studio:camera.soundOnly')}
        </Button>
        <Button tone="danger" wide className="col-span-2" onClick={onEnd}>
          <VideoOff aria-hidden className="size-5" />
          {t('studio:camera.end')}
        </Button>
      </div>
    </>
  )
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
