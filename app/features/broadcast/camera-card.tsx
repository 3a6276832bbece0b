import { AudioLines, Camera, Mic, SwitchCamera, Video, VideoOff } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { LiveCard } from '#server/live/index.ts'
import type { RtmpOffer } from '#shared/ingest.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { AirBadge } from './air-badge.tsx'
import { CaptionSwitch } from './caption-switch.tsx'
import { DeviceLine } from './device-line.tsx'
import { ObsPanel } from './obs-panel.tsx'
import { useStudioBroadcast } from './studio-broadcast.tsx'
import type { Broadcast, BroadcastState } from './use-broadcast.ts'

type Props = {
  /** the key of OBS is the plan's, also in its rehearsal */
  session: Pick<LiveCard, 'liveSessionId' | 'rehearsalOf'>
  /** null: OBS can't send a picture to this shop */
  rtmp: RtmpOffer | null
}

/** The host's camera: what is sent, and how well it gets through. */
export function CameraCard({ session: { liveSessionId, rehearsalOf }, rtmp }: Props) {
  const { t } = useTranslation()
  const broadcast = useStudioBroadcast()
  const { stream, hasPicture, facing, begin, end } = broadcast
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
          {hasPicture ? (
            <Preview stream={stream} label={t('studio:camera.preview')} />
          ) : (
            <SoundAlone words={t('studio:camera.card')} />
          )}
          {/* Also while there is no line: what is below, 急停 too, stays where the thumb is. */}
          <DeviceLine uploadBitsPerSecond={state.kind === 'on_air' ? state.uploadBitsPerSecond : 0} />
          <OnAir {...{ broadcast, state }} onTurn={turn} onEnd={end} />
          <CaptionSwitch captions={broadcast.captions} />
        </>
      ) : (
        <Begin {...{ liveSessionId, broadcast, state }} />
      )}
      {rtmp && (
        <details className="border-line mt-4 border-t pt-3">
          <summary className="text-tea-700 min-h-10 cursor-pointer py-2 font-medium">
            {t('studio:obs.title')}
          </summary>
          <div className="mt-2">
            {rehearsalOf && <p className="mb-3 text-sm font-medium">{t('studio:obs.rehearsal')}</p>}
            <ObsPanel liveSessionId={rehearsalOf ?? liveSessionId} offer={rtmp} renewed={undefined} />
          </div>
        </details>
      )}
    </Card>
  )
}

type BeginProps = { liveSessionId: string; broadcast: Broadcast; state: BroadcastState }

/** The ways onto the air: with the camera, or with the microphone alone. */
function Begin({ liveSessionId, broadcast: { begin, facing, hasPicture }, state }: BeginProps) {
  const { t } = useTranslation()
  return (
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
        <Button
          tone="plain"
          disabled={state.kind === 'asking'}
          onClick={() => void begin({ liveSessionId, facing, soundAlone: true })}
        >
          <Mic aria-hidden className="size-5" />
          {t('studio:camera.beginSound')}
        </Button>
        {state.kind === 'ended' && state.why === 'busy' && (
          <Button
            tone="plain"
            onClick={() => void begin({ liveSessionId, facing, takeOver: true, soundAlone: !hasPicture })}
          >
            {t('studio:camera.takeOver')}
          </Button>
        )}
      </div>
    </>
  )
}

type OnAirProps = {
  broadcast: Broadcast
  /** of this session's */
  state: BroadcastState
  onTurn(): void
  onEnd(): void
}

/** What can be done with a device that is on the air. */
function OnAir({ broadcast, state, onTurn, onEnd }: OnAirProps) {
  const { t } = useTranslation()
  const { hasPicture, chooseSound, pictureRefusal } = broadcast
  const soundOnly = state.kind === 'on_air' ? state.soundOnly : null
  const SoundIcon = hasPicture ? Mic : Video
  return (
    <>
      {soundOnly && (
        <Notice tone="warning" announce="status" className="mt-3">
          {t(`studio:camera.still.${soundOnly}`)}
        </Notice>
      )}
      {pictureRefusal && (
        <Notice tone="warning" announce="alert" className="mt-3">
          {t('studio:camera.noPicture')} {t(`studio:camera.refused.${pictureRefusal}`)}
        </Notice>
      )}
      <div className="mt-3 grid grid-cols-2 gap-2">
        {hasPicture && (
          <Button tone="plain" onClick={onTurn}>
            <SwitchCamera aria-hidden className="size-5" />
            {t('studio:camera.turn')}
          </Button>
        )}
        <Button
          tone="plain"
          className={hasPicture ? undefined : 'col-span-2'}
          disabled={state.kind !== 'on_air'}
          onClick={() => void chooseSound(hasPicture)}
        >
          <SoundIcon aria-hidden className="size-5" />
          {t(hasPicture ? 'studio:camera.soundOnly' : 'studio:camera.picture')}
        </Button>
        <Button tone="danger" wide className="col-span-2" onClick={onEnd}>
          <VideoOff aria-hidden className="size-5" />
          {t(hasPicture ? 'studio:camera.end' : 'studio:camera.endSound')}
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
        {state.why !== 'insecure' && ` ${t('studio:camera.soundToo')}`}
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

/** Where the preview is when nothing is filmed. */
const SoundAlone = ({ words }: { words: string }) => (
  <p className="bg-tea-900 rounded-card mt-3 flex aspect-video w-full flex-col items-center justify-center gap-2 text-lg text-white">
    <AudioLines aria-hidden className="text-honey-200 size-12" />
    {words}
  </p>
)
