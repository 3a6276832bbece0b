import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { EarningDetail } from '#app/features/coop/earning-detail.tsx'
import { ProofCard } from '#app/features/proofs/proof-card.tsx'
import { loadEntry } from '#app/features/statements/entry.server.ts'
import { personAt } from '#app/features/statements/whose.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { unlisted } from '#app/ui/titled.ts'

export async function loader(door: LoaderFunctionArgs) {
  const { context, request, params } = door
  const page = 'coop.$organisationId.members.$partyId.lines.$journalId'
  const { organisation, person, of } = await personAt(door, page)
  const line = await loadEntry({ context, of, journalId: params.journalId, viewer: 'staff' })
  const { t } = await translator(request)
  return { title: t('coop:line.title'), organisation, person, line }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function PersonEntryPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { organisation, person, line } = useLoaderData<typeof loader>()
  const statement = `/coop/${organisation.id}/members/${person.partyId}`
  return (
    <>
      <BookHeader organisation={organisation} />
      <EarningDetail
        {...line}
        back={{ to: statement, label: t('statements:entry.back') }}
        person={say(person.name)}
        lotPage={(lotId) => `/coop/${organisation.id}/lots/${lotId}`}
      >
        <ProofCard href={`${statement}/lines/${line.entry.journalId}/proof.json`} sealedAs={line.sealedAs} />
      </EarningDetail>
    </>
  )
}
