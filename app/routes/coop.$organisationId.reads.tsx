import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { ReadsList } from '#app/features/statements/reads-list.tsx'
import { organisationsOwn } from '#app/features/statements/whose.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { unlisted } from '#app/ui/titled.ts'
import { READS_A_PAGE, readsQuery } from '#shared/statements.ts'

export async function loader(door: LoaderFunctionArgs) {
  const { organisation } = await organisationsOwn(door, 'coop.$organisationId.reads')
  const asked = readsQuery.safeParse(Object.fromEntries(new URL(door.request.url).searchParams))
  if (!asked.success) throw data({ kind: 'bad_request' }, { status: 400 })
  const { personReads, statements } = door.context.services
  const { before } = asked.data
  const [{ t }, people, reads] = await Promise.all([
    translator(door.request),
    statements.peopleOf(organisation),
    personReads.inOrganisation(organisation.id, { limit: READS_A_PAGE, ...(before && { before }) }),
  ])
  return {
    title: t('statements:reads.title'),
    ...{ organisation, reads, more: reads.length === READS_A_PAGE },
    names: Object.fromEntries(people.map(({ partyId, name }) => [partyId, name])),
  }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function ReadsPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { title, organisation, reads, more, names } = useLoaderData<typeof loader>()
  return (
    <>
      <BookHeader organisation={organisation} />
      <h2 className="font-serif text-xl font-bold">{title}</h2>
      <p className="text-ink-soft mb-4">{t('statements:reads.lead')}</p>
      <ReadsList
        reads={reads}
        more={more}
        whose={(party) => {
          if (party === null) return t('statements:reads.everybody')
          const name = names[party]
          return name ? say(name) : t('statements:reads.unknown')
        }}
      />
    </>
  )
}
