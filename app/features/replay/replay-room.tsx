import { useSearchParams } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { LiveCard } from '#server/live/index.ts'
import type { Playback } from '#shared/live.ts'
import { broadcastAt, type Replay } from '#shared/replay.ts'
import { ComplainLink } from '../complaints/complain-link.tsx'
import { ChapterList } from './chapter-list.tsx'
import { ReplayChat } from './replay-chat.tsx'
import { ReplayStage } from './replay-stage.tsx'
import { useRecording } from './use-recording.ts'
import { useReplayChat } from './use-replay-chat.ts'

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
  const asked = Number(search.get('t'))
  const startSec = asked > 0 && asked < lengthSec ? asked : 0
  const recording = useRecording({ base: video.base, onLost }, startSec)
  const lines = useReplayChat(session.liveSessionId, broadcastAt(replay.spans, recording.sec))
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,1fr)_24rem] lg:items-start lg:gap-6">
      <div className="contents lg:grid lg:grid-cols-1 lg:gap-4">
        <ReplayStage {...{ session, recording, startSec, lengthSec }} poster={video.poster} />
        <ChapterList replay={replay} sec={recording.sec} onPlay={recording.playFrom} />
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        {children}
        <ReplayChat lines={lines} />
        <ComplainLink liveSessionId={session.liveSessionId} />
      </div>
    </div>
  )
}
