import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { requireActor } from '#app/doors/authorise.server.ts'
import { DisputeList } from '#app/features/disputes/dispute-list.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { unlisted } from '#app/ui/titled.ts'

export async function loader({ context, request }: LoaderFunctionArgs) {
  requireActor({ context, request }, 'platform.disputes._index')
  const [{ t }, disputes] = await Promise.all([translator(request), context.services.checkout.disputes()])
  return { title: t('disputes:title'), disputes }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function DisputesPage() {
  const { t } = useTranslation()
  const { disputes } = useLoaderData<typeof loader>()
  return (
    <>
      <div className="mb-5">
        <h1 className="font-serif text-2xl font-bold sm:text-3xl">{t('disputes:title')}</h1>
        <p className="text-ink-soft mt-1 max-w-2xl">{t('disputes:lead')}</p>
      </div>
      <DisputeList disputes={disputes} />
    </>
  )
}
