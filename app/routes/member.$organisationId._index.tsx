import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { HandCoins } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { RunList } from '#app/features/dividends/run-list.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Money } from '#app/ui/money.tsx'
import { PageHeading } from '#app/ui/page-heading.tsx'

const unseen = new Set(['proposed', 'withdrawn'])

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const organisationId = params.organisationId ?? ''
  const { actor } = requireActor({ context, request }, 'member.$organisationId._index', { organisationId })
  const { dividends, registry } = context.services
  const { t } = await translator(request)
  const [organisation, member, runs] = await Promise.all([
    registry.organisation(organisationId),
    dividends.memberFor(organisationId, actor.userId),
    dividends.runsOf(organisationId),
  ])
  if (!organisation || !member) return notFound()
  return {
    title: t('dividends:member.title'),
    ...{ organisation, member },
    runs: runs.filter(({ state }) => !unseen.has(state)),
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.title },
  { name: 'robots', content: 'noindex' },
]

export default function MemberPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { title, organisation, member, runs } = useLoaderData<typeof loader>()
  const account = [
    ['contribution', member.contributionFen],
    ['reserve', member.reserveFen],
    ['grant', member.grantFen],
  ] as const
  return (
    <>
      <PageHeading title={title} lead={`${say(member.name)} · ${say(organisation.name)}`} />
      {runs.length === 0 ? (
        <EmptyState icon={HandCoins} title={t('dividends:member.empty')}>
          {t('dividends:member.emptyLead')}
        </EmptyState>
      ) : (
        <RunList runs={runs} page={`/member/${organisation.id}`} />
      )}
      {organisation.kind === 'cooperative' && (
        <Card className="mt-5">
          <h2 className="font-serif text-lg font-bold">{t('dividends:member.account')}</h2>
          <dl className="divide-line divide-y">
            {account.map(([name, amount]) => (
              <div key={name} className="flex justify-between gap-4 py-2.5">
                <dt className="text-ink-soft">{t(`dividends:register.${name}`)}</dt>
                <dd>
                  <Money amount={amount} />
                </dd>
              </div>
            ))}
          </dl>
        </Card>
      )}
    </>
  )
}
