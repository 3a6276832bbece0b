import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { HandCoins, ShieldCheck, Sprout, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ProductCard } from '#server/catalog/index.ts'
import type { LiveCard } from '#server/live/index.ts'
import { CategoryRail } from '#app/features/catalog/category-rail.tsx'
import { ProductGrid } from '#app/features/catalog/product-card.tsx'
import { VillageCard } from '#app/features/catalog/village-card.tsx'
import { LivePoster, LiveRows } from '#app/features/live/live-card.tsx'
import { LinkButton } from '#app/ui/button.tsx'
import { Section } from '#app/ui/card.tsx'

const UPCOMING = 4
const FEATURED = 8
const VILLAGES = 6

export async function loader({ context }: LoaderFunctionArgs) {
  const { live, catalog, registry } = context.services
  const [now, upcoming, categories, products, villages] = await Promise.all([
    live.liveNow(),
    live.upcoming(UPCOMING),
    catalog.categories(),
    catalog.products(),
    registry.villages(),
  ])
  return {
    now,
    upcoming,
    categories,
    featured: oneOfEach(products).slice(0, FEATURED),
    villages: villages.slice(0, VILLAGES),
    serverNow: context.now().toISOString(),
  }
}

/** Round by round through the categories, so that the first page shows the whole shelf. */
function oneOfEach(products: readonly ProductCard[]): ProductCard[] {
  const seen = new Map<string, number>()
  const rounds = products
    .filter(({ soldOut }) => !soldOut)
    .map((product) => {
      const round = seen.get(product.categorySlug) ?? 0
      seen.set(product.categorySlug, round + 1)
      return { product, round }
    })
  return rounds.toSorted((a, b) => a.round - b.round).map(({ product }) => product)
}

export default function Home() {
  const { t } = useTranslation()
  const { now, upcoming, categories, featured, villages, serverNow } = useLoaderData<typeof loader>()
  const [first, ...others] = now
  const [next, ...later] = upcoming
  const poster = first ?? next
  return (
    <>
      <Hero compact={poster !== undefined} />
      {poster && (
        <section aria-label={t(first ? 'shop:home.live' : 'shop:home.next')}>
          <LivePoster session={poster} serverNow={serverNow} />
        </section>
      )}
      <div className="mt-8">
        <CategoryRail categories={categories} />
      </div>
      <Sessions title={t('shop:home.alsoLive')} sessions={others} serverNow={serverNow} />
      <Sessions title={t('shop:home.later')} sessions={first ? upcoming : later} serverNow={serverNow} />
      <Section title={t('shop:home.featured')} action={<SeeAll to="/products" />}>
        <ProductGrid products={featured} />
      </Section>
      <Section title={t('shop:home.villages')} action={<SeeAll to="/villages" />}>
        <ul className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-3">
          {villages.map((village) => (
            <li key={village.id}>
              <VillageCard village={village} />
            </li>
          ))}
        </ul>
      </Section>
      <Promises />
    </>
  )
}

type SessionsProps = { title: string; sessions: readonly LiveCard[]; serverNow: string }

function Sessions({ title, sessions, serverNow }: SessionsProps) {
  if (sessions.length === 0) return null
  return (
    <Section title={title} action={<SeeAll to="/live" />}>
      <LiveRows sessions={sessions} serverNow={serverNow} />
    </Section>
  )
}

function SeeAll({ to }: { to: string }) {
  const { t } = useTranslation()
  return (
    <Link to={to} className="text-tea-700 inline-flex min-h-10 items-center text-sm hover:underline">
      {t('common:seeAll')}
    </Link>
  )
}

function Hero({ compact }: { compact: boolean }) {
  const { t } = useTranslation()
  return (
    <section className={compact ? 'pt-2 pb-5 sm:pt-6 sm:pb-8' : 'py-10 sm:py-16'}>
      <h1 className="max-w-3xl font-serif text-2xl leading-snug font-bold sm:text-4xl">
        {t('shop:home.heroTitle')}
      </h1>
      <p className="text-ink-soft mt-2 max-w-2xl text-sm sm:text-base">{t('shop:home.heroText')}</p>
      {!compact && (
        <p className="mt-6 flex flex-wrap gap-3">
          <LinkButton to="/products">{t('shop:home.heroGoods')}</LinkButton>
          <LinkButton to="/live" tone="plain">
            {t('shop:home.heroLive')}
          </LinkButton>
        </p>
      )}
    </section>
  )
}

const promises: readonly { key: string; icon: LucideIcon }[] = [
  { key: 'hold', icon: ShieldCheck },
  { key: 'money', icon: HandCoins },
  { key: 'origin', icon: Sprout },
]

function Promises() {
  const { t } = useTranslation()
  return (
    <Section title={t('shop:home.why')}>
      <ul className="grid gap-4 sm:grid-cols-3">
        {promises.map(({ key, icon: Icon }) => (
          <li key={key} className="bg-tea-50 rounded-card flex gap-4 p-5 sm:flex-col">
            <Icon aria-hidden className="text-tea-600 size-8 shrink-0" />
            <div>
              <h3 className="font-serif text-lg font-bold">{t(`shop:home.promise.${key}.title`)}</h3>
              <p className="text-ink-soft mt-1 text-sm">{t(`shop:home.promise.${key}.text`)}</p>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}
