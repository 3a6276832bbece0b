import { Film } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { RefusedNotice, useRefusalInAddress } from '#app/ui/refused.tsx'
import type { FilmAsked, FilmRefusal, Films, Stretch } from '#shared/replay.ts'
import type { Result } from '#shared/result.ts'
import { watchTime } from '../replay/watch-time.ts'

type Props = { liveSessionId: string; films: Result<Films, FilmRefusal> }

/** The recording and its chapters, to be kept or shown elsewhere. */
export function FilmList({ liveSessionId, films }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  const refused = useRefusalInAddress()
  if (!films.ok) return <p className="text-ink-soft">{t(`report:films.refused.${films.refusal.kind}`)}</p>
  const { whole, chapters } = films.value
  return (
    <>
      {refused && (
        <RefusedNotice>
          {t(`report:films.refused.${refused}`, { defaultValue: t('errors:refusal.bad_request') })}
        </RefusedNotice>
      )}
      <Card>
        <p className="text-ink-soft text-sm">{t('report:films.lead')}</p>
        {whole.length > 1 && (
          <p className="text-ink-soft mt-1 text-sm">{t('report:films.refused.several_reels')}</p>
        )}
        <ul className="divide-line mt-2 divide-y">
          <FilmRow {...{ liveSessionId, title: t('report:films.whole'), reels: whole }} />
          {chapters.map(({ number, title, reels }) => (
            <FilmRow key={number} {...{ liveSessionId, title: say(title), reels, chapter: number }} />
          ))}
        </ul>
      </Card>
    </>
  )
}

const link =
  'text-tea-700 inline-flex min-h-12 items-center gap-2 underline underline-offset-4 tabular-nums whitespace-nowrap'

/** Without `chapter` the whole; without `reel` all of it. */
function addressOf(liveSessionId: string, asked: FilmAsked): string {
  const given = Object.entries(asked).map(([key, value]) => [key, String(value)])
  const file = `/studio/sessions/${liveSessionId}/recording.mp4`
  return given.length === 0 ? file : `${file}?${new URLSearchParams(given)}`
}

type RowProps = { liveSessionId: string; title: string; reels: readonly Stretch[]; chapter?: number }

function FilmRow({ liveSessionId, title, reels, chapter }: RowProps) {
  const { t } = useTranslation()
  const of = chapter === undefined ? {} : { chapter }
  const [first, last] = [reels[0]!, reels.at(-1)!]
  return (
    <li className="py-2">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">{title}</span>
        <span className="text-ink-soft text-sm tabular-nums">
          {watchTime(first.fromSec)}–{watchTime(last.toSec)}
        </span>
      </p>
      <div className="flex flex-wrap gap-x-5">
        {reels.map(({ fromSec, toSec }, at) => {
          const part = reels.length === 1 ? null : at + 1
          const length = watchTime(toSec - fromSec)
          return (
            <a
              key={fromSec}
              href={addressOf(liveSessionId, part === null ? of : { ...of, reel: part })}
              aria-label={t(part === null ? 'report:films.getOf' : 'report:films.getPartOf', { title, part })}
              className={link}
            >
              <Film aria-hidden className="size-5" />
              {part === null ? t('report:films.get') : t('report:films.part', { part, length })}
            </a>
          )
        })}
        {chapter !== undefined && (
          // Anybody may watch it there: it is an address to send to somebody.
          <a
            href={`/live/${liveSessionId}?chapter=${chapter}`}
            aria-label={t('report:films.watchOf', { title })}
            className={link}
          >
            {t('report:films.watch')}
          </a>
        )}
      </div>
    </li>
  )
}
