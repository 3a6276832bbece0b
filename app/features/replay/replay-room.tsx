import { useSearchParams } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { LiveCard } from '#server/live/index.ts'
import type { Playback } from '#shared/live.ts'
import { broadcastAt, chaptersIn, STORYBOARD, type Replay } from '#shared/replay.ts'
import { ComplainLink } from '../complaints/complain-link.tsx'
import { ChapterList } from './chapter-list.tsx'
import { ReplayChat } from './replay-chat.tsx'
import { ReplayStage } from './replay-stage.tsx'
import { StoryboardStrip } from './storyboard-strip.tsx'
import { stretchAsked } from './stretch-asked.ts'
import { useRecording } from './use-recording.ts'
import { useReplayChat } from './use-replay-chat.ts'
import { useStoryboard } from './use-storyboard.ts'

type Props = {
  session: LiveCard
  replay: Replay
  video: Extract<Playback, { state: 'recorded' }>
  /** the address has run out */
  onLost(): void
  /** what is the viewer's own of this session */
  children: ReactNode
}

/** A session watched again: the picture, what was sold and said at its time, and what can be bought now. */
export function ReplayRoom({ session, replay, video, onLost, children }: Props) {
  const [search] = useSearchParams()
  const last = replay.spans.at(-1)!
  const lengthSec = last.fromSec + last.durationSec
  const chapters = chaptersIn(replay)
  const asked = stretchAsked(search, { chapters, lengthSec })
  const recording = useRecording({ base: video.base, onLost }, asked.fromSec)
  const tiles = useStoryboard(replay.hasPictures ? `${video.base}/${STORYBOARD}` : null)
  const lines = useReplayChat(session.liveSessionId, broadcastAt(replay.spans, recording.sec))
  const pictures = { tiles, base: video.base, sec: recording.sec, onPlay: recording.playFrom }
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,1fr)_24rem] lg:items-start lg:gap-6">
      <div className="contents lg:grid lg:grid-cols-1 lg:gap-4">
        <ReplayStage {...{ session, recording, asked }} poster={video.poster} chat={lines} />
        <StoryboardStrip {...pictures} />
        <ChapterList chapters={chapters} {...pictures} />
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        {children}
        <ReplayChat lines={lines} />
        <ComplainLink liveSessionId={session.liveSessionId} />
      </div>
    </div>
  )
}
