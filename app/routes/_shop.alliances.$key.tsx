import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Handshake } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { Formula, MemberTable } from '#app/features/alliances/member-table.tsx'
import { MonthParts } from '#app/features/alliances/month-parts.tsx'
import { sharedMonths } from '#app/features/alliances/shared-months.server.ts'
import { PublicHistory } from '#app/features/alliances/terms-list.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Card, Section } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { titled } from '#app/ui/titled.ts'
import { businessDay } from '#shared/calendar.ts'
import { inLocale } from '#shared/locale.ts'

/** Who shares, by which formula, and what each village got: for everybody, like the villages' books. No person's name. */
export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const { alliances } = context.services
  const [{ t, locale }, alliance] = await Promise.all([
    translator(request),
    alliances.alliance(params.key ?? ''),
  ])
  if (!alliance) return notFound()
  const [terms, history] = await Promise.all([
    alliances.termsOn(alliance.id, businessDay(context.now())),
    alliances.history(alliance.id),
  ])
  const approved = history.filter(({ state }) => state === 'approved')
  return {
    title: `${inLocale(alliance.name, locale)} · ${t('common:shop.name')}`,
    description: inLocale(alliance.intro, locale),
    alliance,
    terms,
    months: await sharedMonths(context, history),
    history: approved.map(({ id, fromMonth, baseBp, reason, members }) => ({
      ...{ id, fromMonth, baseBp, reason, count: members.length },
    })),
  }
}

export const meta = titled

export default function AlliancePage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { alliance, terms, months, history } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeading title={say(alliance.name)} lead={say(alliance.intro)} />
      {terms && (
        <Section title={t('alliances:members.title', { count: terms.members.length })}>
          <Card>
            <Formula terms={terms} />
            <MemberTable terms={terms} />
          </Card>
        </Section>
      )}
      <Section title={t('alliances:months.title')}>
        {months.length === 0 ? (
          <EmptyState icon={Handshake} title={t('alliances:months.none')}>
            {t('alliances:months.noneText')}
          </EmptyState>
        ) : (
          <MonthParts months={months} />
        )}
      </Section>
      <Section title={t('alliances:history.title')}>
        <Card>
          <p className="text-ink-soft">{t('alliances:history.lead')}</p>
          <PublicHistory history={history} />
        </Card>
      </Section>
    </>
  )
}
