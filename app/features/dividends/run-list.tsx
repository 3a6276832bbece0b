import { Link } from '@remix-run/react'
import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RunRow } from '#server/dividends/index.ts'
import { Card } from '#app/ui/card.tsx'
import { Money } from '#app/ui/money.tsx'
import { runTitle } from './run-title.ts'
import { StateBadge } from './state-badge.tsx'

/** Plans, newest first; `page` + the run's id is where each is read. */
export function RunList({ runs, page }: { runs: readonly RunRow[]; page: string }) {
  const { t } = useTranslation()
  return (
    <Card padded={false} className="overflow-hidden">
      <ul className="divide-line divide-y">
        {runs.map((run) => (
          <li key={run.runId}>
            <Link
              to={`${page}/${run.runId}`}
              className="hover:bg-tea-50 flex min-h-16 items-center gap-3 px-4 py-3 sm:px-6"
            >
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{runTitle(t, run)}</span>
                <StateBadge state={run.state} />
              </span>
              <Money amount={run.distributableFen} className="text-lg font-semibold" />
              <ChevronRight aria-hidden className="text-ink-soft size-5 shrink-0" />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}
