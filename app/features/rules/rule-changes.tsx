import { useTranslation } from 'react-i18next'
import { changesOf } from '#shared/rule-form.ts'
import type { SplitRule } from '#shared/split.ts'
import { restInWords, rowInWords } from './rule-words.ts'

/** What would be different, step by step, in words. */
export function RuleChanges({ before, after }: { before: SplitRule; after: SplitRule }) {
  const { t } = useTranslation()
  const { changes, rest, reordered } = changesOf(before, after)
  const rows = changes.map(({ was, is }) => ({
    was: was && rowInWords(t, was),
    is: is && rowInWords(t, is),
  }))
  if (rest) rows.push({ was: restInWords(t, rest.was), is: restInWords(t, rest.is) })
  if (rows.length === 0)
    return (
      <p className="text-ink-soft mt-2">{t(reordered ? 'rules:change.reordered' : 'rules:change.none')}</p>
    )
  return (
    <ul className="divide-line mt-2 divide-y">
      {rows.map(({ was, is }, at) => (
        <li key={at} className="py-2">
          {was && (
            <p className="text-ink-soft">
              <span className="font-medium">{t(is ? 'rules:change.was' : 'rules:change.removed')}</span> {was}
            </p>
          )}
          {is && (
            <p>
              <span className="text-tea-700 font-medium">
                {t(was ? 'rules:change.is' : 'rules:change.added')}
              </span>{' '}
              {is}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}
