import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { HandCoins } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { AccountForm, CloseForm, ProposeForm } from '#app/features/dividends/begin-forms.tsx'
import { Refused } from '#app/features/dividends/refused.tsx'
import { RunList } from '#app/features/dividends/run-list.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { Card, Section } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { businessDay } from '#shared/calendar.ts'

const YEAR = 4
const PAGE = 'coop.$organisationId.dividends._index'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const organisationId = params.organisationId ?? ''
  requireActor({ context, request }, PAGE, { organisationId })
  const { dividends, registry } = context.services
  const { t } = await translator(request)
  const organisation = (await registry.organisation(organisationId)) ?? notFound()
  const [periods, runs, accounts] = await Promise.all([
    dividends.periodsOf(organisationId),
    dividends.runsOf(organisationId),
    dividends.bankAccountsOf(organisationId),
  ])
  const lastYear = Number(businessDay(context.now()).slice(0, YEAR)) - 1
  return { title: t('dividends:tabs.dividends'), organisation, periods, runs, accounts, lastYear }
}

export const meta: MetaFunction<typeof loader> = unlisted

const undecided = new Set(['proposed', 'on_view', 'resolved'])

export default function DividendsPage() {
  const { t } = useTranslation()
  const { organisation, periods, runs, lastYear } = useLoaderData<typeof loader>()
  const standing = runs.filter(({ state }) => state !== 'withdrawn')
  const isClosed = periods.some(({ toOn }) => toOn.startsWith(String(lastYear)))
  const open = periods.filter(
    ({ periodId }) => !standing.some((run) => run.periodId === periodId && undecided.has(run.state)),
  )
  return (
    <>
      <BookHeader organisation={organisation} />
      <Refused />
      {runs.length === 0 ? (
        <EmptyState icon={HandCoins} title={t('dividends:empty')}>
          {t('dividends:emptyLead')}
        </EmptyState>
      ) : (
        <RunList runs={runs} page={`/coop/${organisation.id}/dividends`} />
      )}
      <div className="mt-6 grid gap-5 lg:grid-cols-2 lg:items-start">
        {!isClosed && <CloseForm organisationId={organisation.id} year={lastYear} />}
        {open.map((period) => (
          <ProposeForm
            key={period.periodId}
            organisationId={organisation.id}
            period={period}
            kind={organisation.kind}
            correcting={standing.some((run) => run.periodId === period.periodId)}
          />
        ))}
      </div>
      <BankAccounts />
    </>
  )
}

function BankAccounts() {
  const { t } = useTranslation()
  const { organisation, accounts } = useLoaderData<typeof loader>()
  return (
    <Section title={t('dividends:account.title')}>
      <Card>
        <ul>
          {accounts.map(({ accountId, holderName, lastFour }) => (
            <li key={accountId}>
              {holderName} ····{lastFour}
            </li>
          ))}
        </ul>
        <AccountForm organisationId={organisation.id} />
      </Card>
    </Section>
  )
}
