import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { VillageCard } from '#app/features/catalog/village-card.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { titled } from '#app/ui/titled.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const [{ t }, villages] = await Promise.all([translator(request), context.services.registry.villages()])
  return { villages, title: `${t('shop:village.title')} · ${t('common:shop.name')}` }
}

export const meta: MetaFunction<typeof loader> = titled

export default function Villages() {
  const { t } = useTranslation()
  const { villages } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeading title={t('shop:village.title')} lead={t('shop:village.lead')} />
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {villages.map((village) => (
          <li key={village.id}>
            <VillageCard village={village} />
          </li>
        ))}
      </ul>
    </>
  )
}
