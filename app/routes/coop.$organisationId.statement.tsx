import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { StatementView } from '#app/features/statements/statement-view.tsx'
import { loadStatement } from '#app/features/statements/statement.server.ts'
import { organisationsOwn } from '#app/features/statements/whose.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { unlisted } from '#app/ui/titled.ts'

export async function loader(door: LoaderFunctionArgs) {
  const { organisation, of } = await organisationsOwn(door, 'coop.$organisationId.statement')
  const { t } = await translator(door.request)
  return { title: t('statements:title'), organisation, loaded: await loadStatement(door, of) }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function StatementPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { organisation, loaded } = useLoaderData<typeof loader>()
  return (
    <>
      <BookHeader organisation={organisation} />
      <StatementView
        loaded={loaded}
        who={say(organisation.name)}
        title={t('statements:title')}
        linkTo={(journalId) => `/coop/${organisation.id}/lines/${journalId}`}
      />
    </>
  )
}
