import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { PastSession } from '#server/live-report/index.ts'
import { Card } from '#app/ui/card.tsx'
import type { Operator } from '../admission/declarations.tsx'
import { DossierLink } from '../admission/dossier-link.tsx'
import { PastList } from '../live-report/past-list.tsx'
import { PlanForm } from '../plans/plan-form.tsx'
import { PlanList } from '../plans/plan-list.tsx'
import type { PlansView } from '../plans/plans.server.ts'
import { RefusalNotice } from './refusal-notice.tsx'
import type { HostRefusal } from './use-host-commands.ts'

type Props = {
  villageId: string
  /** who may sell */
  operators: readonly Operator[]
  /** what nobody began in time */
  view: PlansView
  /** the session that ended last; none before the first */
  last: readonly PastSession[]
  refused: HostRefusal | null
}

/** Nothing is to come: the page is the form that plans it. */
export function NoSession({ villageId, operators, view, last, refused }: Props) {
  const { t } = useTranslation()
  return (
    <div className="mx-auto grid max-w-xl gap-5">
      <div>
        <h1 className="font-serif text-2xl font-bold">{t('studio:session.none')}</h1>
        <p className="text-ink-soft mt-1">{t('studio:session.noneLead')}</p>
      </div>
      <RefusalNotice refusal={refused} />
      {view.plans.length > 0 && (
        <Card>
          <PlanList view={view} />
        </Card>
      )}
      <PlanForm {...{ villageId, operators }} />
      <DossierLink villageId={villageId} />
      <Link
        to={`/studio/${villageId}/draws`}
        className="text-tea-700 -mt-5 inline-flex min-h-11 items-center font-medium underline-offset-4 hover:underline"
      >
        {t('draws:prizes.title')}
      </Link>
      {last.length > 0 && (
        <section aria-labelledby="last" className="grid gap-3">
          <div className="flex items-center justify-between gap-3">
            <h2 id="last" className="font-serif text-xl font-bold">
              {t('report:past.last')}
            </h2>
            <Link
              to={`/studio/${villageId}/sessions`}
              className="text-tea-700 inline-flex min-h-11 items-center font-medium underline-offset-4 hover:underline"
            >
              {t('report:past.title')}
            </Link>
          </div>
          <PastList sessions={last} />
        </section>
      )}
    </div>
  )
}
