import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { openProposal, stepOfProposal } from '#app/features/rules/open-proposal.server.ts'
import { ProposalSheet } from '#app/features/rules/proposal-sheet.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { unlisted } from '#app/ui/titled.ts'

type Door = Pick<LoaderFunctionArgs, 'context' | 'request' | 'params'>

function requireStaff({ context, request, params }: Door) {
  const organisationId = params.organisationId ?? ''
  const { actor } = requireActor({ context, request }, 'coop.$organisationId.rules.$proposalId', {
    organisationId,
  })
  const of = { cooperativeId: organisationId, proposalId: params.proposalId ?? '' }
  return { actor, organisationId, of }
}

export async function loader(door: LoaderFunctionArgs) {
  const { actor, organisationId, of } = requireStaff(door)
  const [{ t }, organisation, opened] = await Promise.all([
    translator(door.request),
    door.context.services.registry.organisation(organisationId),
    openProposal(door, of, actor),
  ])
  return { title: t('rules:facts.title'), organisation: organisation ?? notFound(), ...opened }
}

export async function action(door: ActionFunctionArgs) {
  const { actor, organisationId, of } = requireStaff(door)
  const page = `/coop/${organisationId}/rules`
  return stepOfProposal(door, { ...of, by: actor }, { page, home: page })
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function ProposalPage() {
  const { t } = useTranslation()
  const { title: _title, organisation, ...opened } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <BookHeader organisation={organisation} />
      <ProposalSheet
        {...opened}
        list={`/coop/${organisation.id}/rules`}
        allGoods={t('rules:list.cooperative')}
        answer={answer}
      />
    </>
  )
}
