import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { BackLink } from '#app/ui/back-link.tsx'
import { StatementView } from '#app/features/statements/statement-view.tsx'
import { loadStatement } from '#app/features/statements/statement.server.ts'
import { personAt } from '#app/features/statements/whose.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { unlisted } from '#app/ui/titled.ts'

export async function loader(door: LoaderFunctionArgs) {
  const { organisation, person, of } = await personAt(door, 'coop.$organisationId.members.$partyId._index')
  const { t } = await translator(door.request)
  return { title: t('statements:title'), organisation, person, loaded: await loadStatement(door, of) }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function PersonStatementPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { organisation, person, loaded } = useLoaderData<typeof loader>()
  const members = `/coop/${organisation.id}/members`
  return (
    <>
      <BookHeader organisation={organisation} />
      <BackLink to={members} label={t('statements:people.back')} />
      <StatementView
        loaded={loaded}
        who={say(person.name)}
        title={t('statements:people.of', { name: say(person.name) })}
        linkTo={(journalId) => `${members}/${person.partyId}/lines/${journalId}`}
      />
    </>
  )
}
