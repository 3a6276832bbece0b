import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { LotList } from '#app/features/lots/lot-list.tsx'
import { lotsWithSales } from '#app/features/lots/lots.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { unlisted } from '#app/ui/titled.ts'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const organisationId = params.organisationId ?? ''
  requireActor({ context, request }, 'coop.$organisationId.lots._index', { organisationId })
  const [{ t }, organisation, lots] = await Promise.all([
    translator(request),
    context.services.registry.organisation(organisationId),
    lotsWithSales(context, organisationId),
  ])
  return { title: t('coop:lots.title'), organisation: organisation ?? notFound(), lots }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function LotsPage() {
  const { t } = useTranslation()
  const { organisation, lots } = useLoaderData<typeof loader>()
  return (
    <>
      <BookHeader organisation={organisation} />
      <h2 className="font-serif text-xl font-bold">{t('coop:lots.title')}</h2>
      <p className="text-ink-soft mb-4 text-sm">{t('coop:lots.lead')}</p>
      <LotList organisationId={organisation.id} lots={lots} />
    </>
  )
}
