import { clsx } from 'clsx'
import { useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { someOf, type Tile } from './storyboard.ts'
import { TilePicture } from './tile-picture.tsx'
import { watchTime } from './watch-time.ts'

/** More would be a film strip to get lost in: of two hours there is one every two minutes. */
const MOST = 60
const MOVES: Record<string, (at: number, last: number) => number> = {
  ArrowRight: (at, last) => Math.min(at + 1, last),
  ArrowLeft: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
}

type Props = { tiles: readonly Tile[]; base: string; sec: number; onPlay(fromSec: number): void }

/** 分镜: what the session looked like, to jump by. One stop for the tab key; arrows go from picture to picture. */
export function StoryboardStrip({ tiles, base, sec, onPlay }: Props) {
  const { t } = useTranslation()
  const list = useRef<HTMLOListElement>(null)
  const [focused, setFocused] = useState<number | null>(null)
  const shown = someOf(tiles, MOST)
  const current = Math.max(
    shown.findLastIndex(({ fromSec }) => fromSec <= sec),
    0,
  )
  function onKeyDown(event: KeyboardEvent) {
    const move = MOVES[event.key]
    if (!move) return
    event.preventDefault()
    list.current?.querySelectorAll('button')[move(focused ?? current, shown.length - 1)]?.focus()
  }
  if (shown.length === 0) return null
  return (
    <section aria-label={t('live:replay.pictures')}>
      <h2 className="mb-3 font-serif text-lg font-bold">{t('live:replay.pictures')}</h2>
      <ol ref={list} className="-mx-4 flex gap-2 overflow-x-auto px-4 py-1 sm:mx-0 sm:px-1">
        {shown.map((tile, at) => (
          <li key={tile.fromSec} className="shrink-0">
            <button
              type="button"
              tabIndex={at === (focused ?? current) ? 0 : -1}
              aria-current={at === current || undefined}
              aria-label={t('live:replay.playFrom', { at: watchTime(tile.fromSec) })}
              onClick={() => onPlay(tile.fromSec)}
              onFocus={() => setFocused(at)}
              onKeyDown={onKeyDown}
              className={clsx(
                'bg-ink relative block overflow-hidden rounded-lg',
                at === current && 'ring-tea-500 ring-2',
              )}
            >
              <TilePicture tile={tile} base={base} />
              <span className="bg-ink/75 absolute right-1 bottom-1 rounded px-1 text-xs text-white tabular-nums">
                {watchTime(tile.fromSec)}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}
