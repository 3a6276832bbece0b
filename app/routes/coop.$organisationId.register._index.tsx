import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Table2, Users } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { noteRead } from '#app/doors/person-read.server.ts'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { Refused } from '#app/features/dividends/refused.tsx'
import { obeyed, openRegister, type Paper } from '#app/features/equity/open-register.server.ts'
import { RegisterForms } from '#app/features/equity/register-forms.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Money } from '#app/ui/money.tsx'
import { RowLink } from '#app/ui/row-link.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { equityOf, noFigures } from '#shared/member-account.ts'
import { registerCommand, type RegisterCommand } from '#shared/member-forms.ts'

const PAGE = 'coop.$organisationId.register._index'

export async function loader(door: LoaderFunctionArgs) {
  const { organisation, today, ...who } = await openRegister(door, PAGE)
  await noteRead(door.context, who, { organisationId: organisation.id, everybody: true, page: PAGE })
  const { dividends } = door.context.services
  const [{ t }, members, figures] = await Promise.all([
    translator(door.request),
    dividends.membersOf(organisation.id),
    dividends.figuresOn(organisation.id, today),
  ])
  return {
    title: t('equity:register.title'),
    ...{ organisation, today },
    members: members.map((member) => ({ ...member, figures: figures.get(member.id) ?? noFigures })),
  }
}

export async function action(door: ActionFunctionArgs) {
  const { organisation, actor: by } = await openRegister(door, PAGE)
  const { dividends } = door.context.services
  const page = `/coop/${organisation.id}/register`
  const admit = ({ name, nameEn }: Extract<RegisterCommand, { command: 'admit' }>, paper: Paper) =>
    dividends.registerMember(
      {
        ...{
          id: `mem_${crypto.randomUUID()}`,
          organisationId: organisation.id,
          partyId: crypto.randomUUID(),
        },
        ...{ userId: null, name: { zh: name, en: nameEn || name }, votes: 1, joinedOn: paper.on },
      },
      paper,
    )
  return obeyed(door, registerCommand, {
    ...{ page, by },
    obey(asked, paper) {
      switch (asked.command) {
        case 'admit':
          return admit(asked, paper)
        case 'reserve':
          return dividends.quantifyReserve(organisation.id, asked.basis, paper)
        case 'grants':
          return dividends.quantifyGrants(organisation.id, paper)
        case 'donation':
          return dividends.receiveDonation(organisation.id, asked.amount, paper)
      }
    },
  })
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function RegisterPage() {
  const { t } = useTranslation()
  const { title, organisation, today } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  return (
    <>
      <BookHeader organisation={organisation} />
      <Refused kind={answered?.refused ?? null} />
      <div className="mb-4 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 className="font-serif text-xl font-bold">{title}</h2>
          <p className="text-ink-soft">{t(`equity:register.lead.${organisation.kind}`)}</p>
        </div>
        {organisation.kind === 'cooperative' && (
          <LinkButton to={`/coop/${organisation.id}/accounts/equity`} tone="plain">
            <Table2 aria-hidden className="size-5" />
            {t('equity:register.table')}
          </LinkButton>
        )}
      </div>
      <MemberList />
      <RegisterForms kind={organisation.kind} today={today} answered={answered} />
    </>
  )
}

function MemberList() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { organisation, members } = useLoaderData<typeof loader>()
  if (members.length === 0)
    return (
      <EmptyState icon={Users} title={t('equity:register.empty')}>
        {t('equity:register.emptyLead')}
      </EmptyState>
    )
  return (
    <Card padded={false} className="overflow-hidden">
      <ul className="divide-line divide-y">
        {members.map(({ id, name, joinedOn, leftOn, figures }) => (
          <li key={id}>
            <RowLink to={id}>
              <span className="min-w-0 flex-1 font-medium">
                {say(name)} {leftOn && <Badge>{t('equity:register.left')}</Badge>}
                <span className="text-ink-soft block text-sm font-normal">
                  <Moment at={joinedOn} style="date" />{' '}
                  {leftOn && (
                    <>
                      – <Moment at={leftOn} style="date" />
                    </>
                  )}
                </span>
              </span>
              {organisation.kind === 'cooperative' ? (
                <Money amount={equityOf(figures)} className="text-lg font-semibold" />
              ) : (
                <span className="text-lg font-semibold">{t('equity:count', { count: figures.shares })}</span>
              )}
            </RowLink>
          </li>
        ))}
      </ul>
    </Card>
  )
}
