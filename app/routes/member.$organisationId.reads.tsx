import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { BackLink } from '#app/ui/back-link.tsx'
import { ReadsList } from '#app/features/statements/reads-list.tsx'
import { memberSelf } from '#app/features/statements/whose.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { READS_A_PAGE, readsQuery } from '#shared/statements.ts'

export async function loader(door: LoaderFunctionArgs) {
  const { organisation, member } = await memberSelf(door, 'member.$organisationId.reads')
  const asked = readsQuery.safeParse(Object.fromEntries(new URL(door.request.url).searchParams))
  if (!asked.success) throw data({ kind: 'bad_request' }, { status: 400 })
  const { before } = asked.data
  const { partyId } = member
  const reads = await door.context.services.personReads.of(
    { organisationId: organisation.id, partyId },
    { limit: READS_A_PAGE, ...(before && { before }) },
  )
  const { t } = await translator(door.request)
  return { title: t('statements:reads.mineTitle'), organisation, reads, more: reads.length === READS_A_PAGE }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function MemberReadsPage() {
  const { t } = useTranslation()
  const { title, organisation, reads, more } = useLoaderData<typeof loader>()
  return (
    <>
      <BackLink to={`/member/${organisation.id}`} label={t('statements:mine.back')} />
      <PageHeading title={title} lead={t('statements:reads.mineLead')} />
      <ReadsList
        reads={reads}
        more={more}
        whose={(party) => t(party === null ? 'statements:reads.everybody' : 'statements:reads.me')}
      />
    </>
  )
}
