import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { MemberRunView } from '#server/dividends/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Button } from '#app/ui/button.tsx'
import { formatMoment } from '#app/ui/moment.tsx'
import { daysBetween } from '#shared/calendar.ts'

const choices = ['for', 'against', 'abstain'] as const
type Props = { run: Pick<MemberRunView, 'ballot' | 'assemblyOn' | 'tally'>; page: string; today: string }

/** On the assembly's day and until it is counted: one vote, for good. Before: how many days are left to read and ask. */
export function VoteBox({ run, page, today }: Props) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { ballot, assemblyOn } = run
  if (ballot)
    return (
      <p className="text-lg font-semibold">
        {t(`dividends:vote.cast.${ballot.choice}`)}
        <span className="text-ink-soft block text-sm font-normal">
          {formatMoment(ballot.castAt, locale, 'dateTimeYear')}
        </span>
      </p>
    )
  const days = assemblyOn ? daysBetween(today, assemblyOn) : 0
  if (assemblyOn && days > 0)
    return (
      <p>
        <strong className="text-2xl">{t('dividends:vote.days', { count: days })}</strong>
        <span className="text-ink-soft block">
          {t('dividends:vote.opens', { day: formatMoment(assemblyOn, locale, 'date') })}
        </span>
      </p>
    )
  return (
    <div className="grid gap-3">
      <p>{t('dividends:vote.lead')}</p>
      {choices.map((choice) => (
        <Form key={choice} method="post" action={`${page}/code`}>
          <input type="hidden" name="confirm" value={choice} />
          <Button type="submit" size="large" wide tone={choice === 'for' ? 'primary' : 'plain'}>
            {t(`dividends:vote.${choice}`)}
          </Button>
        </Form>
      ))}
    </div>
  )
}
