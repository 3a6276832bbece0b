import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { BackLink } from '#app/ui/back-link.tsx'
import { StatementView } from '#app/features/statements/statement-view.tsx'
import { loadStatement } from '#app/features/statements/statement.server.ts'
import { memberSelf } from '#app/features/statements/whose.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { unlisted } from '#app/ui/titled.ts'

export async function loader(door: LoaderFunctionArgs) {
  const { organisation, member, of } = await memberSelf(door, 'member.$organisationId.statement')
  const { t } = await translator(door.request)
  const loaded = await loadStatement(door, of)
  return { title: t('statements:mine.title'), organisation, name: member.name, loaded }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function MemberStatementPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { title, organisation, name, loaded } = useLoaderData<typeof loader>()
  const home = `/member/${organisation.id}`
  return (
    <>
      <BackLink to={home} label={t('statements:mine.back')} />
      <h1 className="mb-4 font-serif text-2xl font-bold sm:text-3xl">
        {title}
        <span className="text-ink-soft block font-sans text-base font-normal">
          {say(name)} · {say(organisation.name)}
        </span>
      </h1>
      <StatementView
        loaded={loaded}
        who={t('statements:you')}
        title={t('statements:title')}
        linkTo={(journalId) => `${home}/lines/${journalId}`}
      />
    </>
  )
}
