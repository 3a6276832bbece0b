import { Printer } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ENTRIES_A_PAGE } from '#shared/statements.ts'
import { Pager } from '#app/features/accounts/pager.tsx'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Button } from '#app/ui/button.tsx'
import { formatMoment } from '#app/ui/moment.tsx'
import { BalanceFigures } from './balance-figures.tsx'
import { EntryTable } from './entry-table.tsx'
import { MonthTable } from './month-table.tsx'
import { ReadAloud } from './read-aloud.tsx'
import { SpanLinks } from './span-links.tsx'
import type { LoadedStatement } from './statement.server.ts'
import { summaryOf } from './summary.ts'
import { WhyTable } from './why-table.tsx'

type Props = {
  loaded: LoadedStatement
  /** as the sentence calls it: 您, 黄阿土, 合作社 */
  who: string
  /** above the sheet: whose it is */
  title: string
  linkTo(journalId: string): string
}

/** 对账单: how much, why, and entry by entry; on a phone, in large text, aloud and on paper. */
export function StatementView({ loaded, who, title, linkTo }: Props) {
  const { t } = useTranslation()
  const locale = useLocale()
  const figures = loaded.span === 'year' ? loaded.year : loaded.statement
  const span =
    loaded.span === 'year'
      ? t('statements:yearTitle', { year: loaded.year.year })
      : formatMoment(`${loaded.month}-01`, locale, 'month')
  const isNow =
    loaded.span === 'year' ? loaded.thisMonth.startsWith(loaded.year.year) : loaded.month === loaded.thisMonth
  const summary = summaryOf(t, locale, { ...figures, who, span, isNow })
  return (
    // On paper no grid: a grid that is longer than a sheet begins on the next one.
    <div className="grid gap-5 print:block print:space-y-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="font-serif text-xl font-bold">
          {title} · {span}
        </h2>
        <div className="flex flex-wrap gap-2 print:hidden">
          <ReadAloud text={summary} />
          <Button tone="plain" size="large" onClick={() => window.print()}>
            <Printer aria-hidden className="size-6" />
            {t('statements:print')}
          </Button>
        </div>
      </div>
      <SpanLinks loaded={loaded} />
      <p className="border-tea-300 border-l-4 pl-3 text-lg leading-relaxed">{summary}</p>
      <div className="grid gap-5 lg:grid-cols-2 lg:items-start print:grid-cols-2">
        <BalanceFigures
          title={t(isNow ? 'statements:totalNow' : 'statements:totalThen')}
          balance={figures.closing}
          asOf={isNow ? t('coop:ours.asOf', { at: formatMoment(loaded.asOf, locale, 'dateTimeYear') }) : span}
        />
        <WhyTable {...figures} />
      </div>
      {loaded.span === 'year' ? (
        <MonthTable months={loaded.year.months} />
      ) : (
        <Entries loaded={loaded} linkTo={linkTo} />
      )}
      <p className="text-ink-soft text-sm">{t('statements:foot')}</p>
    </div>
  )
}

type EntriesProps = { loaded: Extract<LoadedStatement, { span: 'month' }>; linkTo(journalId: string): string }

function Entries({ loaded: { statement, goods, month, page }, linkTo }: EntriesProps) {
  const { t } = useTranslation()
  const { forward, entries, count, closing } = statement
  const pages = Math.max(1, Math.ceil(count / ENTRIES_A_PAGE))
  const last = entries.at(-1)
  return (
    <section aria-label={t('statements:entries')}>
      <h3 className="mb-2 font-serif text-lg font-bold">{t('statements:entriesCount', { count })}</h3>
      <EntryTable
        entries={entries}
        goods={goods}
        before={{
          label: t(page > 1 ? 'statements:forward' : 'statements:opening'),
          amountFen: forward.totalFen,
        }}
        after={{
          label: t(page < pages ? 'statements:carried' : 'statements:closing'),
          amountFen: last?.afterFen ?? closing.totalFen,
        }}
        linkTo={linkTo}
      />
      <Pager page={page} pages={pages} linkTo={(to) => `?month=${month}&page=${to}`} />
    </section>
  )
}
