import { useTranslation } from 'react-i18next'
import type { RunRow } from '#server/dividends/index.ts'
import { Card } from '#app/ui/card.tsx'
import { Money } from '#app/ui/money.tsx'
import { RowLink } from '#app/ui/row-link.tsx'
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
            <RowLink to={`${page}/${run.runId}`}>
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{runTitle(t, run)}</span>
                <StateBadge state={run.state} />
              </span>
              <Money amount={run.distributableFen} className="text-lg font-semibold" />
            </RowLink>
          </li>
        ))}
      </ul>
    </Card>
  )
}
