import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Eye, HandCoins, Landmark, ReceiptText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { BalanceFigures } from '#app/features/statements/balance-figures.tsx'
import { memberSelf } from '#app/features/statements/whose.server.ts'
import { RunList } from '#app/features/dividends/run-list.tsx'
import { FiguresList } from '#app/features/equity/figures-list.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual, useLocale } from '#app/i18n/use-locale.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatMoment } from '#app/ui/moment.tsx'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { businessDay } from '#shared/calendar.ts'
import { noFigures } from '#shared/member-account.ts'

const unseen = new Set(['proposed', 'withdrawn'])

export async function loader(door: LoaderFunctionArgs) {
  const { context, request } = door
  const { organisation, member, of } = await memberSelf(door, 'member.$organisationId._index')
  const { dividends, statements } = context.services
  const [{ t }, runs, balance, figures] = await Promise.all([
    translator(request),
    dividends.runsOf(organisation.id),
    statements.balance(of),
    dividends.figuresOn(organisation.id, businessDay(context.now())),
  ])
  return {
    title: t('dividends:member.title'),
    ...{ organisation, member, balance, asOf: context.now().toISOString() },
    figures: figures.get(member.id) ?? noFigures,
    runs: runs.filter(({ state }) => !unseen.has(state)),
  }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function MemberPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const locale = useLocale()
  const { title, organisation, member, runs, balance, figures, asOf } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeading title={title} lead={`${say(member.name)} · ${say(organisation.name)}`} />
      <div className="mb-6 grid gap-3">
        <BalanceFigures
          title={t('statements:totalNow')}
          balance={balance}
          asOf={t('coop:ours.asOf', { at: formatMoment(asOf, locale, 'dateTimeYear') })}
        />
        <LinkButton to={`/member/${organisation.id}/statement`} size="large" wide>
          <ReceiptText aria-hidden className="size-5" />
          {t('statements:mine.open')}
        </LinkButton>
        <LinkButton to={`/member/${organisation.id}/reads`} tone="plain" wide>
          <Eye aria-hidden className="size-5" />
          {t('statements:mine.reads')}
        </LinkButton>
      </div>
      {runs.length === 0 ? (
        <EmptyState icon={HandCoins} title={t('dividends:member.empty')}>
          {t('dividends:member.emptyLead')}
        </EmptyState>
      ) : (
        <RunList runs={runs} page={`/member/${organisation.id}`} />
      )}
      <Card className="mt-5">
        <h2 className="font-serif text-lg font-bold">{t('dividends:member.account')}</h2>
        <FiguresList kind={organisation.kind} figures={figures} />
        <LinkButton to={`/member/${organisation.id}/account`} tone="plain" wide className="mt-2">
          <Landmark aria-hidden className="size-5" />
          {t('equity:mine.open')}
        </LinkButton>
      </Card>
    </>
  )
}
