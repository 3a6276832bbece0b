import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { CategoryChips } from '#app/features/catalog/category-chips.tsx'
import { ProductGrid } from '#app/features/catalog/product-card.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { titled } from '#app/ui/titled.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { catalog } = context.services
  const [{ t }, categories, products] = await Promise.all([
    translator(request),
    catalog.categories(),
    catalog.products(),
  ])
  return { categories, products, title: t('shop:allGoods'), description: t('shop:goodsLead') }
}

export const meta: MetaFunction<typeof loader> = titled

export default function AllGoods() {
  const { t } = useTranslation()
  const { categories, products } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeading title={t('shop:allGoods')} lead={t('shop:goodsLead')} />
      <CategoryChips categories={categories} />
      <ProductGrid products={products} />
    </>
  )
}
