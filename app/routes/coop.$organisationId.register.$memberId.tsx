import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { noteRead } from '#app/doors/person-read.server.ts'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { Refused } from '#app/features/dividends/refused.tsx'
import { FactForm } from '#app/features/equity/fact-form.tsx'
import { FactList } from '#app/features/equity/fact-list.tsx'
import { FiguresList } from '#app/features/equity/figures-list.tsx'
import { MemberForms } from '#app/features/equity/member-forms.tsx'
import { obeyed, openRegister, type Paper } from '#app/features/equity/open-register.server.ts'
import { BackLink } from '#app/ui/back-link.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Card, Section } from '#app/ui/card.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { noFigures } from '#shared/member-account.ts'
import { memberCommand, type MemberCommand } from '#shared/member-forms.ts'

const PAGE = 'coop.$organisationId.register.$memberId'
type Door = Pick<LoaderFunctionArgs, 'context' | 'request' | 'params'>

async function openMember(door: Door) {
  const register = await openRegister(door, PAGE)
  const members = await door.context.services.dividends.membersOf(register.organisation.id)
  const member = members.find(({ id }) => id === door.params.memberId) ?? notFound()
  const at = { organisationId: register.organisation.id, memberId: member.id }
  return { ...register, members, member, at }
}

export async function loader(door: LoaderFunctionArgs) {
  const { organisation, today, members, member, at, ...who } = await openMember(door)
  const read = { organisationId: organisation.id, subjectParty: member.partyId, page: PAGE } as const
  await noteRead(door.context, who, read)
  const { dividends } = door.context.services
  const [{ t }, facts, leaving] = await Promise.all([
    translator(door.request),
    dividends.factsOf(at),
    dividends.leavingOf(at),
  ])
  return {
    title: t('equity:register.title'),
    ...{ organisation, member, today, facts, leaving, figures: facts[0]?.after ?? noFigures },
    others: members.filter(({ id, leftOn }) => id !== member.id && leftOn === null),
  }
}

export async function action(door: ActionFunctionArgs) {
  const { organisation, member, at, actor: by } = await openMember(door)
  const { dividends } = door.context.services
  const shares = (asked: Extract<MemberCommand, { shares: number }>, paper: Paper) =>
    asked.command === 'transfer'
      ? dividends.transferShares(at, { memberId: asked.to, shares: asked.shares }, paper)
      : dividends.issueShares(at, asked.command === 'issue' ? asked.shares : -asked.shares, paper)
  return obeyed(door, memberCommand, {
    page: `/coop/${organisation.id}/register/${member.id}`,
    by,
    obey(asked, paper) {
      switch (asked.command) {
        case 'contribute':
          return dividends.payIn(at, { head: asked.head, amountFen: asked.amount }, paper)
        case 'end':
          return dividends.endMembership(at, asked.reason, paper)
        case 'settle':
          return dividends.settle(at, asked.loss, paper)
        case 'succeed': {
          const newcomer = { name: { zh: asked.name, en: asked.name } }
          return dividends.succeed(at, asked.heir ? { memberId: asked.heir } : newcomer, paper)
        }
        case 'undo':
          return dividends.undo({ organisationId: organisation.id, factId: asked.factId }, paper)
        default:
          return shares(asked, paper)
      }
    },
  })
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function MemberAccountPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { organisation, member, today, facts, leaving, figures, others } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const lines = `/coop/${organisation.id}/members/${member.partyId}/lines`
  return (
    <>
      <BookHeader organisation={organisation} />
      <BackLink to={`/coop/${organisation.id}/register`} label={t('equity:register.back')} />
      <Refused kind={answered?.refused ?? null} />
      <h2 className="font-serif text-xl font-bold">{t('equity:account.of', { name: say(member.name) })}</h2>
      <p className="text-ink-soft mb-4">
        {t('equity:register.joined')} <Moment at={member.joinedOn} style="date" />
        {member.leftOn && (
          <>
            {' '}
            · {t('equity:register.ends')} <Moment at={member.leftOn} style="date" />
          </>
        )}
      </p>
      <div className="grid gap-5 lg:grid-cols-2 lg:items-start">
        <Card>
          <FiguresList kind={organisation.kind} figures={figures} />
        </Card>
        <MemberForms kind={organisation.kind} {...{ member, leaving, others, today, answered }} />
      </div>
      <Section title={t('equity:account.facts')}>
        <FactList
          facts={facts}
          lineTo={(journalId) => `${lines}/${journalId}`}
          undo={({ factId }) => (
            <FactForm command="undo" of={factId} today={today} answered={answered}>
              {() => <input type="hidden" name="factId" value={factId} />}
            </FactForm>
          )}
        />
      </Section>
    </>
  )
}
