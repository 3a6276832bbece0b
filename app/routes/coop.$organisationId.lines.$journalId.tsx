import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { noteRead } from '#app/doors/person-read.server.ts'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { EarningDetail } from '#app/features/coop/earning-detail.tsx'
import { ProofCard } from '#app/features/proofs/proof-card.tsx'
import { loadEntry } from '#app/features/statements/entry.server.ts'
import { organisationsOwn } from '#app/features/statements/whose.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { unlisted } from '#app/ui/titled.ts'

const PAGE = 'coop.$organisationId.lines.$journalId'

export async function loader(door: LoaderFunctionArgs) {
  const { context, request, params } = door
  const { organisation, of, viewer, ...who } = await organisationsOwn(door, PAGE)
  const line = await loadEntry({ context, of, journalId: params.journalId, viewer })
  const { t } = await translator(request)
  // What a sale left to its household is said here, by name.
  const household = line.legs.find(({ partyKind }) => partyKind === 'household')
  if (household && viewer === 'staff')
    await noteRead(context, who, {
      ...{ organisationId: organisation.id, subjectParty: household.party, page: PAGE },
    })
  return { title: t('coop:line.title'), organisation, line }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function EarningPage() {
  const { t } = useTranslation()
  const { organisation, line } = useLoaderData<typeof loader>()
  const home = `/coop/${organisation.id}`
  return (
    <>
      <BookHeader organisation={organisation} />
      <EarningDetail
        {...line}
        back={{ to: home, label: t('coop:line.back') }}
        {...(organisation.kind === 'cooperative' && { lotPage: (lotId: string) => `${home}/lots/${lotId}` })}
      >
        <ProofCard href={`${home}/lines/${line.entry.journalId}/proof.json`} sealedAs={line.sealedAs} />
      </EarningDetail>
    </>
  )
}
