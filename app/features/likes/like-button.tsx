import { clsx } from 'clsx'
import { Heart } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Count } from '#app/ui/count.tsx'
import type { LikeAnswer } from '#shared/likes.ts'
import type { LiveRoom } from '../live/use-room.ts'

type Refusal = Extract<LikeAnswer, { ok: false }>['refusal']
type Props = {
  live: Pick<LiveRoom, 'room' | 'line' | 'like'>
  /** whether the viewer liked it when the page was loaded */
  isOwn: boolean
}

/** 点赞: one tap, one like; it counts at once, and news of the room brings the others'. */
export function LikeButton({ live: { room, line, like }, isOwn: loaded }: Props) {
  const { t } = useTranslation()
  /** how many there were when the viewer tapped */
  const [before, setBefore] = useState<number | null>(null)
  const [refused, setRefused] = useState<Refusal | null>(null)
  const isOwn = loaded || before !== null
  const likes = before === null ? room.likes : Math.max(room.likes, before + 1)

  function submit(event: FormEvent<HTMLFormElement>) {
    if (isOwn) return event.preventDefault()
    if (line !== 'online') return
    event.preventDefault()
    const form = event.currentTarget
    setBefore(room.likes)
    setRefused(null)
    void like().then((answer) => {
      if (answer?.ok) return
      setBefore(null)
      if (answer) setRefused(answer.refusal)
      else form.submit()
    })
  }
  return (
    <form method="post" action={`/live/${room.liveSessionId}/like`} onSubmit={submit}>
      <button
        type="submit"
        aria-pressed={isOwn}
        className="rounded-control bg-ink/60 hover:bg-ink/80 inline-flex min-h-11 items-center gap-2 px-4 text-sm font-medium text-white transition-colors"
      >
        <Heart
          aria-hidden
          // Drawn anew with each like that comes, so that it beats once.
          key={likes}
          className={clsx('animate-beat size-4', isOwn && 'fill-vermilion-400 text-vermilion-400')}
        />
        {t(isOwn ? 'live:liked' : 'live:like')}
        {likes > 0 && (
          <span className="opacity-80">
            <Count value={likes} />
          </span>
        )}
      </button>
      {refused && (
        <p role="alert" className="mt-1 text-sm">
          {t(`errors:refusal.${refused.kind}`, { ...refused })}
        </p>
      )}
    </form>
  )
}
