import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { EarningDetail } from '#app/features/coop/earning-detail.tsx'
import { ProofCard } from '#app/features/proofs/proof-card.tsx'
import { loadEntry } from '#app/features/statements/entry.server.ts'
import { memberSelf } from '#app/features/statements/whose.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { Notice } from '#app/ui/notice.tsx'
import { unlisted } from '#app/ui/titled.ts'

export async function loader(door: LoaderFunctionArgs) {
  const { context, request, params } = door
  const { organisation, of } = await memberSelf(door, 'member.$organisationId.lines.$journalId')
  const line = await loadEntry({ context, of, journalId: params.journalId, viewer: 'member' })
  const { t } = await translator(request)
  return { title: t('coop:line.title'), organisation, line }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function MemberEntryPage() {
  const { t } = useTranslation()
  const { organisation, line } = useLoaderData<typeof loader>()
  const home = `/member/${organisation.id}`
  const { entry, sealedAs } = line
  return (
    <EarningDetail {...line} back={{ to: `${home}/statement`, label: t('statements:entry.back') }}>
      {entry.sharedWithOthers ? (
        <Notice>{t('statements:entry.shared')}</Notice>
      ) : (
        <ProofCard href={`${home}/lines/${entry.journalId}/proof.json`} sealedAs={sealedAs} />
      )}
    </EarningDetail>
  )
}
