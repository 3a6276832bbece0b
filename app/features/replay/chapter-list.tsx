import { Link } from '@remix-run/react'
import { clsx } from 'clsx'
import { useTranslation } from 'react-i18next'
import type { Chapter, ChapterIn } from '#shared/replay.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Price } from '#app/ui/money.tsx'
import { GoodsPicture } from '../catalog/goods-picture.tsx'
import { ShareChapter } from './share-chapter.tsx'
import { tileOf, type Tile } from './storyboard.ts'
import { TilePicture } from './tile-picture.tsx'
import { watchTime } from './watch-time.ts'

type ListProps = {
  chapters: readonly ChapterIn[]
  sec: number
  /** what it looked like; where that is not known a chapter has the picture of its product */
  tiles: readonly Tile[]
  base: string
  onPlay(fromSec: number): void
}

/** What was sold when, to jump to; and what of it can be bought now. */
export function ChapterList({ chapters, sec, tiles, base, onPlay }: ListProps) {
  const { t } = useTranslation()
  const current = chapters.findLast(({ fromSec }) => Math.floor(fromSec) <= sec)
  return (
    <section aria-label={t('live:replay.chapters')}>
      <h2 className="mb-3 font-serif text-lg font-bold">{t('live:replay.chapters')}</h2>
      {chapters.length === 0 && <p className="text-ink-soft">{t('live:replay.noChapters')}</p>}
      <ol className="-mx-4 flex snap-x scroll-px-4 gap-3 overflow-x-auto px-4 pb-2 sm:mx-0 sm:px-0 lg:grid lg:grid-cols-2 lg:overflow-visible">
        {chapters.map((one) => (
          <li key={one.number} className="grid w-64 shrink-0 snap-start grid-cols-1 lg:w-auto">
            <ChapterRow
              {...{ of: one, base, onPlay, tile: tileOf(tiles, one) }}
              isCurrent={one === current}
            />
          </li>
        ))}
      </ol>
    </section>
  )
}

type RowProps = {
  of: ChapterIn
  tile: Tile | null
  base: string
  isCurrent: boolean
  onPlay(fromSec: number): void
}

/** Pixels: of what is seen of a chapter. */
const PICTURE = 72

function ChapterRow({ of, tile, base, isCurrent, onPlay }: RowProps) {
  const say = useBilingual()
  const { chapter, fromSec } = of
  const { title, picture } = chapter
  return (
    <div
      className={clsx(
        'bg-surface rounded-control shadow-card flex flex-col',
        isCurrent && 'ring-tea-500 ring-2',
      )}
    >
      {/* An address of its own, to send to somebody. */}
      <a
        href={addressOf(of)}
        onClick={(event) => {
          event.preventDefault()
          onPlay(fromSec)
        }}
        aria-current={isCurrent || undefined}
        className="hover:bg-paper-deep rounded-t-control flex gap-3 p-2.5"
      >
        <span className="relative size-18 shrink-0 overflow-hidden rounded-lg">
          {tile ? (
            <TilePicture tile={tile} base={base} square={PICTURE} />
          ) : (
            <GoodsPicture name={picture} alt="" sizes="80px" className="size-full" />
          )}
          <span className="bg-ink/75 absolute right-1 bottom-1 rounded px-1 text-xs text-white tabular-nums">
            {watchTime(fromSec)}
          </span>
        </span>
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="line-clamp-2 font-medium">{say(title)}</span>
        </span>
      </a>
      <div className="border-line flex min-h-12 items-center justify-between gap-3 border-t px-3">
        <Shelf chapter={chapter} />
        <ShareChapter title={say(title)} address={addressOf(of)} />
      </div>
    </div>
  )
}

/** What begins and ends with the chapter; one without a picture of its own is only gone to. */
function addressOf({ number, fromSec, toSec }: ChapterIn): string {
  return toSec > fromSec ? `?chapter=${number}` : `?t=${Math.floor(fromSec)}`
}

/** What of it can be bought now. */
function Shelf({ chapter: { productSlug, shelf } }: { chapter: Chapter }) {
  const { t } = useTranslation()
  if (!shelf)
    return (
      <Link to={`/products/${productSlug}`} className="text-ink-soft flex min-h-11 items-center text-sm">
        {t('live:replay.notOnShelf')}
      </Link>
    )
  return (
    <>
      <span className="flex-1">
        <Price amount={shelf.priceFen} className="text-vermilion-700 text-lg" />{' '}
        <span className="text-ink-faint text-xs">{t('shop:product.from')}</span>
      </span>
      <Link
        to={`/products/${productSlug}`}
        className="text-tea-700 inline-flex min-h-11 items-center font-medium"
      >
        {t('live:replay.buy')}
      </Link>
    </>
  )
}
