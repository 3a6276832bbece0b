import { clsx } from 'clsx'
import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ShowItem } from '#server/live/index.ts'

type Props = {
  lines: ShowItem['lines']
  /** 提词: to be read from an arm's length */
  large?: boolean
}

/** Talking points, each with what must not be said in it. */
export function ScriptLines({ lines, large = false }: Props) {
  const { t } = useTranslation()
  if (lines.length === 0) return null
  return (
    <ol
      aria-label={t('studio:show.script')}
      className={clsx('grid grid-cols-1', large ? 'bg-paper-deep rounded-control gap-3 p-4' : 'gap-2')}
    >
      {lines.map(({ text, findings }, at) => (
        <li key={at}>
          <p className={clsx('wrap-anywhere', large && 'text-2xl leading-snug font-medium')}>{text}</p>
          {bySource(findings).map(({ words, source }) => (
            <p key={source} className="text-vermilion-700 mt-1 flex gap-2 text-sm">
              <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
              <span>
                {t('studio:show.finding', { words: words.join('、') })} <bdi>{source}</bdi>
              </span>
            </p>
          ))}
        </li>
      ))}
    </ol>
  )
}

/** A law is said once for all that it forbids in a line. */
function bySource(findings: Props['lines'][number]['findings']) {
  const sources = [...new Set(findings.map(({ source }) => source))]
  return sources.map((source) => ({
    source,
    words: findings.filter((one) => one.source === source).map(({ word }) => word),
  }))
}
