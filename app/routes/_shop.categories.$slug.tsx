import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { PackageOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { CategoryChips } from '#app/features/catalog/category-chips.tsx'
import { ProductGrid } from '#app/features/catalog/product-card.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { titled } from '#app/ui/titled.ts'
import { inLocale } from '#shared/locale.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { catalog } = context.services
  const [{ t, locale }, categories] = await Promise.all([translator(request), catalog.categories()])
  const category = categories.find(({ slug }) => slug === params.slug)
  if (!category) return notFound()
  const products = await catalog.products({ categorySlug: category.slug })
  const heading = inLocale(category.name, locale)
  return { categories, products, heading, title: `${heading} · ${t('common:shop.name')}` }
}

export const meta: MetaFunction<typeof loader> = titled

export default function Category() {
  const { t } = useTranslation()
  const { categories, products, heading } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeading title={heading} />
      <CategoryChips categories={categories} />
      {products.length > 0 ? (
        <ProductGrid products={products} />
      ) : (
        <EmptyState icon={PackageOpen} title={t('shop:noGoods')}>
          {t('shop:noGoodsText')}
        </EmptyState>
      )}
    </>
  )
}
