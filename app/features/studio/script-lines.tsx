import { clsx } from 'clsx'
import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ShowItem } from '#server/live/index.ts'

type Props = {
  lines: ShowItem['lines']
  /** 提词: `large` to be read from an arm's length; `prompter` as large as its box says, on dark */
  look?: 'plain' | 'large' | 'prompter'
}

const LIST = { plain: 'gap-2', large: 'bg-paper-deep rounded-control gap-3 p-4', prompter: 'gap-[0.6em]' }
const LINE = { plain: '', large: 'text-2xl leading-snug font-medium', prompter: 'font-medium' }
const FINDING = {
  plain: 'text-vermilion-700 text-sm',
  large: 'text-vermilion-700 text-sm',
  prompter: 'text-honey-200 text-base leading-normal',
}

/** Talking points, each with what must not be said in it. */
export function ScriptLines({ lines, look = 'plain' }: Props) {
  const { t } = useTranslation()
  if (lines.length === 0) return null
  return (
    <ol aria-label={t('studio:show.script')} className={clsx('grid grid-cols-1', LIST[look])}>
      {lines.map(({ text, findings }, at) => (
        <li key={at}>
          <p className={clsx('wrap-anywhere', LINE[look])}>{text}</p>
          {bySource(findings).map(({ words, source }) => (
            <p key={source} className={clsx('mt-1 flex gap-2', FINDING[look])}>
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
