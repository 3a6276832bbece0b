import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '#app/ui/button.tsx'
import { addMonths } from '#shared/calendar.ts'
import type { LoadedStatement } from './statement.server.ts'

/** To the month or year before and after, and from one to the other. There is no month after this one. */
export function SpanLinks({ loaded }: { loaded: LoadedStatement }) {
  const { t } = useTranslation()
  const { thisMonth } = loaded
  const of = (query: string) => ({ to: `?${query}`, tone: 'plain' as const, className: 'px-3' })
  const months = loaded.span === 'month'
  const [before, after, across] = months
    ? [
        of(`month=${addMonths(loaded.month, -1)}`),
        loaded.month < thisMonth && of(`month=${addMonths(loaded.month, 1)}`),
        of(`year=${loaded.month.slice(0, 4)}`),
      ]
    : [
        of(`year=${Number(loaded.year.year) - 1}`),
        loaded.year.year < thisMonth.slice(0, 4) && of(`year=${Number(loaded.year.year) + 1}`),
        of(`month=${thisMonth}`),
      ]
  const step = months ? 'month' : 'year'
  return (
    <nav aria-label={t('statements:spans')} className="flex flex-wrap gap-2 print:hidden">
      <LinkButton {...before}>
        <ChevronLeft aria-hidden className="size-5" />
        {t(`statements:before.${step}`)}
      </LinkButton>
      {after && (
        <LinkButton {...after}>
          {t(`statements:next.${step}`)}
          <ChevronRight aria-hidden className="size-5" />
        </LinkButton>
      )}
      <LinkButton {...across}>{t(months ? 'statements:wholeYear' : 'statements:thisMonth')}</LinkButton>
    </nav>
  )
}
