import { clsx } from 'clsx'
import { useTranslation } from 'react-i18next'
import { Badge } from '#app/ui/badge.tsx'
import { Moment } from '#app/ui/moment.tsx'
import type { LuckyDrawView, LuckyEntry } from '#shared/lucky-draw.ts'

const TAG_SHOWN = 12

type Props = { draw: LuckyDrawView; entries: readonly LuckyEntry[]; own: number | null }

/** Who takes part, about nobody: numbers with the beginning of their tags, and their places after the draw. */
export function EntryList({ draw, entries, own }: Props) {
  const { t } = useTranslation()
  return (
    <ol className="divide-line divide-y" start={entries[0]?.number}>
      {entries.map(({ number, tag, enteredAt, rank }) => (
        <li
          key={number}
          className={clsx(
            'flex flex-wrap items-center gap-x-4 py-2 text-sm tabular-nums',
            number === own && 'bg-honey-50 -mx-2 rounded-md px-2',
          )}
        >
          <span className="font-semibold">{t('live:log.sequence', { number })}</span>
          {number === own && <Badge tone="honey">{t('draws:list.own')}</Badge>}
          <span className="text-ink-soft font-mono">{tag.slice(0, TAG_SHOWN)}…</span>
          {rank !== null && (
            <span className={rank <= draw.prizes ? 'text-tea-700 font-medium' : undefined}>
              {rank <= draw.prizes ? t('draws:list.won', { rank }) : t('draws:list.rank', { rank })}
            </span>
          )}
          <span className="text-ink-soft ml-auto">
            <Moment at={enteredAt} style="clock" />
          </span>
        </li>
      ))}
    </ol>
  )
}
