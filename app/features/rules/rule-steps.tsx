import { useTranslation } from 'react-i18next'
import { textOfRule } from '#shared/rule-form.ts'
import type { SplitRule } from '#shared/split.ts'
import { restInWords, rowInWords } from './rule-words.ts'

/** A rule in words, in the order in which the money runs. */
export function RuleSteps({ rule }: { rule: SplitRule }) {
  const { t } = useTranslation()
  const { rows, rest } = textOfRule(rule)
  const words = [t('rules:row.fee'), ...rows.map((row) => rowInWords(t, row)), restInWords(t, rest)]
  return (
    <ol className="mt-2 list-decimal space-y-1 pl-6">
      {words.map((step, at) => (
        <li key={at}>{step}</li>
      ))}
    </ol>
  )
}
