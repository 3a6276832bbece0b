import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { FactList } from '#app/features/equity/fact-list.tsx'
import { FiguresList } from '#app/features/equity/figures-list.tsx'
import { BackLink } from '#app/ui/back-link.tsx'
import { memberSelf } from '#app/features/statements/whose.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Card, Section } from '#app/ui/card.tsx'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { noFigures } from '#shared/member-account.ts'

export async function loader(door: LoaderFunctionArgs) {
  const { organisation, member } = await memberSelf(door, 'member.$organisationId.account')
  const { t } = await translator(door.request)
  const at = { organisationId: organisation.id, memberId: member.id }
  const facts = await door.context.services.dividends.factsOf(at)
  return { title: t('equity:mine.title'), organisation, member, facts, figures: facts[0]?.after ?? noFigures }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function MyAccountPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { title, organisation, member, facts, figures } = useLoaderData<typeof loader>()
  const home = `/member/${organisation.id}`
  return (
    <>
      <BackLink to={home} label={t('statements:mine.back')} />
      <PageHeading title={title} lead={`${say(member.name)} · ${say(organisation.name)}`} />
      <Card>
        <FiguresList kind={organisation.kind} figures={figures} />
        <p className="text-ink-soft mt-2 text-sm">{t(`equity:mine.lead.${organisation.kind}`)}</p>
      </Card>
      <Section title={t('equity:mine.why')}>
        <FactList facts={facts} lineTo={(journalId) => `${home}/lines/${journalId}`} />
      </Section>
    </>
  )
}
