import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { MapPin } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { BuyBox } from '#app/features/catalog/buy-box.tsx'
import { GoodsPicture } from '#app/features/catalog/goods-picture.tsx'
import { PriceWaterfall } from '#app/features/catalog/price-waterfall.tsx'
import { Keeping, Provenance, RecallNotice } from '#app/features/catalog/provenance.tsx'
import { VariantChoice } from '#app/features/catalog/variant-choice.tsx'
import { waterfallOfProduct } from '#app/features/catalog/waterfall-of-product.server.ts'
import { claimByForm } from '#app/features/flash-sale/claim-by-form.server.ts'
import { newClaimKey } from '#app/features/flash-sale/claim-key.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { Card } from '#app/ui/card.tsx'
import { Price } from '#app/ui/money.tsx'
import { titled } from '#app/ui/titled.ts'
import { inLocale } from '#shared/locale.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { catalog, flashSale } = context.services
  const [{ t, locale }, product] = await Promise.all([
    translator(request),
    catalog.product(params.slug ?? ''),
  ])
  if (!product) return notFound()
  const [shelf, holds] = await Promise.all([
    flashSale.shelfSales(product.variants.map(({ variantId }) => variantId)),
    flashSale.openHoldsOf(context.buyerId),
  ])
  const asked = new URL(request.url).searchParams.get('variant')
  const inStock = product.variants.find(({ variantId }) => (shelf.get(variantId)?.left ?? 0) > 0)
  const variant =
    product.variants.find(({ variantId }) => variantId === asked) ?? inStock ?? product.variants[0]
  if (!variant) return notFound()
  return {
    product,
    variant,
    sale: shelf.get(variant.variantId) ?? null,
    holds,
    waterfall: await waterfallOfProduct(context, product, variant.priceFen),
    claimKey: newClaimKey(),
    serverNow: context.now().toISOString(),
    token: context.services.guard.roomToken(context.buyerId),
    title: `${inLocale(product.title, locale)} · ${t('common:shop.name')}`,
    description: inLocale(product.tagline, locale),
  }
}

/** The shelf's claim. */
export async function action({ request, context }: ActionFunctionArgs) {
  return claimByForm(request, context)
}

export const meta: MetaFunction<typeof loader> = titled

export default function Product() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { product, variant, sale, holds, waterfall, claimKey, serverNow, token } =
    useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const recall = variant.parts.find(({ lot }) => lot.recall)?.lot.recall
  const category = { label: say(product.category.name), to: `/categories/${product.category.slug}` }
  return (
    <>
      <Breadcrumbs crumbs={[category, { label: say(product.title) }]} />
      <div className="grid gap-6 lg:grid-cols-[1fr_1fr] lg:gap-10">
        <GoodsPicture
          name={product.picture}
          alt={say(product.title)}
          sizes="(min-width: 1024px) 540px, 100vw"
          first
          className="rounded-card shadow-card aspect-square w-full lg:sticky lg:top-20"
        />
        <div className="flex flex-col gap-5">
          <div>
            <h1 className="font-serif text-2xl leading-tight font-bold sm:text-3xl">{say(product.title)}</h1>
            <p className="text-ink-soft mt-1.5">{say(product.tagline)}</p>
          </div>
          <p className="flex flex-wrap items-center gap-2">
            <Price amount={variant.priceFen} className="text-vermilion-700 mr-2 text-4xl" />
            <Badge tone={product.returnClass === 'fresh' ? 'honey' : 'tea'}>
              {t(`shop:product.returnShort.${product.returnClass}`)}
            </Badge>
          </p>
          <VariantChoice variants={product.variants} chosenId={variant.variantId} />
          {recall ? (
            <RecallNotice recall={recall} />
          ) : (
            <BuyBox
              key={variant.variantId}
              action={`/products/${product.slug}?variant=${variant.variantId}`}
              {...{ sale, holds, claimKey, serverNow, token, answer }}
            />
          )}
          <p className="text-ink-soft flex items-start gap-1.5 text-sm">
            <MapPin aria-hidden className="mt-0.5 size-4 shrink-0" />
            <span>
              {say(product.village.name)} · {say(product.village.place)}
              <br />
              {t('shop:product.soldBy', { cooperative: say(product.cooperative.name) })}
            </span>
          </p>
          <Card>
            <PriceWaterfall waterfall={waterfall} />
          </Card>
        </div>
      </div>
      <div className="mt-6 grid gap-6 lg:grid-cols-2">
        <Card>
          <Provenance product={product} variant={variant} />
        </Card>
        <Card>
          <Keeping product={product} />
        </Card>
        <Card className="lg:col-span-2">
          <h2 className="font-serif text-lg font-bold">{t('shop:product.story')}</h2>
          <p className="mt-2 max-w-3xl leading-loose whitespace-pre-line">{say(product.story)}</p>
        </Card>
      </div>
    </>
  )
}
