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

/** Of the alliance in which this collective shares, or did. */
async function requireStaff({ context, request, params }: Door) {
  const organisationId = params.organisationId ?? ''
  const action = 'coop.$organisationId.alliance.rules.$proposalId'
  const { actor } = requireActor({ context, request }, action, { organisationId })
  const alliance = (await context.services.alliances.allianceOf(organisationId)) ?? notFound()
  return { actor, organisationId, of: { allianceId: alliance.id, proposalId: params.proposalId ?? '' } }
}

export async function loader(door: LoaderFunctionArgs) {
  const { actor, organisationId, of } = await requireStaff(door)
  const [{ t }, organisation, opened] = await Promise.all([
    translator(door.request),
    door.context.services.registry.organisation(organisationId),
    openProposal(door, of, actor),
  ])
  return { title: t('rules:facts.title'), organisation: organisation ?? notFound(), ...opened }
}

export async function action(door: ActionFunctionArgs) {
  const { actor, organisationId, of } = await requireStaff(door)
  const page = `/coop/${organisationId}/alliance/rules`
  return stepOfProposal(door, { ...of, by: actor }, { page, home: `/coop/${organisationId}/alliance` })
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
        list={`/coop/${organisation.id}/alliance`}
        allGoods={t('rules:list.alliance')}
        answer={answer}
      />
    </>
  )
}
