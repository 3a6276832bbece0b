import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Users } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { noteRead } from '#app/doors/person-read.server.ts'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { organisationsOwn } from '#app/features/statements/whose.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Money } from '#app/ui/money.tsx'
import { RowLink } from '#app/ui/row-link.tsx'
import { unlisted } from '#app/ui/titled.ts'

const PAGE = 'coop.$organisationId.members._index'

export async function loader(door: LoaderFunctionArgs) {
  const { organisation, of: _of, ...who } = await organisationsOwn(door, PAGE)
  const read = { organisationId: organisation.id, everybody: true, page: PAGE } as const
  await noteRead(door.context, who, read)
  const { t } = await translator(door.request)
  const people = await door.context.services.statements.peopleWithBalances(organisation)
  return { title: t('statements:people.title'), organisation, people }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function PeoplePage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { title, organisation, people } = useLoaderData<typeof loader>()
  return (
    <>
      <BookHeader organisation={organisation} />
      <h2 className="font-serif text-xl font-bold">{title}</h2>
      <p className="text-ink-soft mb-4">{t('statements:people.lead')}</p>
      {people.length === 0 ? (
        <EmptyState icon={Users} title={t('statements:people.empty')}>
          {t('statements:people.emptyLead')}
        </EmptyState>
      ) : (
        <Card padded={false} className="overflow-hidden">
          <ul className="divide-line divide-y">
            {people.map(({ partyId, name, isHousehold, balance }) => (
              <li key={partyId}>
                <RowLink to={partyId}>
                  <span className="min-w-0 flex-1 font-medium">
                    {say(name)}
                    {isHousehold && (
                      <span className="text-ink-soft block text-sm font-normal">
                        {t('statements:people.household')}
                      </span>
                    )}
                  </span>
                  <Money amount={balance.totalFen} className="text-lg font-semibold" />
                </RowLink>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}
