import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { TrialBalance } from '#app/features/coop/trial-balance.tsx'
import { villageDay } from '#app/features/coop/village-day.ts'
import { translator } from '#app/i18n/translate.server.ts'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const organisationId = params.organisationId ?? ''
  requireActor({ context, request }, 'coop.$organisationId.book', { organisationId })
  const { ledger, registry } = context.services
  const { t } = await translator(request)
  const organisation = (await registry.organisation(organisationId)) ?? notFound()
  const book = organisation.bookCode ?? notFound()
  const now = context.now()
  const to = villageDay(now)
  return {
    title: t('coop:book.title'),
    asOf: now.toISOString(),
    organisation,
    rows: await ledger.trialBalance({ book, from: `${to.slice(0, 4)}-01-01`, to }),
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.title },
  { name: 'robots', content: 'noindex' },
]

export default function BookPage() {
  const { organisation, rows, asOf } = useLoaderData<typeof loader>()
  return (
    <>
      <BookHeader organisation={organisation} />
      <TrialBalance rows={rows} asOf={asOf} />
    </>
  )
}
