import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { ClearingHead } from '#app/features/clearing/clearing-head.tsx'
import { CountView } from '#app/features/clearing/count-view.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { unlisted } from '#app/ui/titled.ts'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  requireActor({ context, request }, 'platform.clearing.counts.$countId')
  const { t } = await translator(request)
  const count = (await context.services.clearing.find(params.countId ?? '')) ?? notFound()
  return { title: t('clearing:day', { day: count.day }), count }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function CountPage() {
  const { count } = useLoaderData<typeof loader>()
  return (
    <>
      <ClearingHead below />
      <CountView count={count} />
    </>
  )
}
