import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { Alliance } from '#server/alliances/index.ts'
import type { VillagePage } from '#server/registry/index.ts'
import { notFound } from '#app/doors/answer.server.ts'
import { GoodsPicture } from '#app/features/catalog/goods-picture.tsx'
import { ProductGrid } from '#app/features/catalog/product-card.tsx'
import { FollowButton } from '#app/features/follows/follow-button.tsx'
import { followView } from '#app/features/follows/follow-view.server.ts'
import { LiveRows } from '#app/features/live/live-card.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { Card, Section } from '#app/ui/card.tsx'
import { titled } from '#app/ui/titled.ts'
import { businessDay } from '#shared/calendar.ts'
import { inLocale } from '#shared/locale.ts'

const SESSIONS_LOOKED_AT = 20
const REPLAYS = 6

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { registry, catalog, live, alliances } = context.services
  const [{ t, locale }, village] = await Promise.all([
    translator(request),
    registry.village(params.key ?? ''),
  ])
  if (!village) return notFound()
  const [products, now, upcoming, recorded, terms, follow] = await Promise.all([
    catalog.products({ villageKey: village.key }),
    live.liveNow(),
    live.upcoming(SESSIONS_LOOKED_AT, { villageId: village.id }),
    live.recorded(REPLAYS, { villageId: village.id }),
    alliances.termsOf(village.collective.id, businessDay(context.now())),
    followView(context, village.id),
  ])
  return {
    village,
    alliance: terms?.alliance ?? null,
    products,
    follow,
    sessions: [...now.filter(({ villageId }) => villageId === village.id), ...upcoming],
    recorded,
    serverNow: context.now().toISOString(),
    title: `${inLocale(village.name, locale)} · ${t('common:shop.name')}`,
    description: inLocale(village.intro, locale),
  }
}

export const meta: MetaFunction<typeof loader> = titled

export default function Village() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { village, alliance, products, follow, sessions, recorded, serverNow } =
    useLoaderData<typeof loader>()
  return (
    <>
      <Breadcrumbs
        crumbs={[{ label: t('shop:village.title'), to: '/villages' }, { label: say(village.name) }]}
      />
      <div className="bg-surface rounded-card shadow-card overflow-hidden md:grid md:grid-cols-[3fr_2fr]">
        <GoodsPicture
          name={village.picture}
          alt={say(village.name)}
          sizes="(min-width: 768px) 640px, 100vw"
          first
          className="aspect-[16/10] w-full md:h-full"
        />
        <div className="p-5 sm:p-8">
          <h1 className="font-serif text-3xl font-bold">{say(village.name)}</h1>
          <p className="text-ink-soft mb-3">{say(village.place)}</p>
          <FollowButton follow={follow} />
          <p className="mt-4 leading-relaxed">{say(village.intro)}</p>
        </div>
      </div>
      <VillageFacts village={village} alliance={alliance} />
      {sessions.length > 0 && (
        <Section title={t('shop:village.sessions')}>
          <LiveRows sessions={sessions} serverNow={serverNow} />
        </Section>
      )}
      <Section title={t('shop:village.goods')}>
        <ProductGrid products={products} />
      </Section>
      {recorded.length > 0 && (
        <Section title={t('live:replay.title')}>
          <LiveRows sessions={recorded} serverNow={serverNow} recorded />
        </Section>
      )}
    </>
  )
}

type FactsProps = { village: VillagePage; alliance: Alliance | null }

function VillageFacts({ village, alliance }: FactsProps) {
  const { t } = useTranslation()
  const say = useBilingual()
  const facts = [
    { label: t('shop:village.collective'), values: [say(village.collective.name)] },
    { label: t('shop:village.cooperatives'), values: village.cooperatives.map(({ name }) => say(name)) },
    {
      label: t('shop:village.households'),
      values: [t('shop:village.householdCount', { count: village.householdCount })],
    },
    {
      label: t('shop:village.bases'),
      values: village.bases.map(
        ({ name, crop, areaMu }) =>
          `${say(name)} · ${t('shop:village.baseArea', { area: areaMu, crop: say(crop) })}`,
      ),
    },
  ]
  return (
    <Card className="mt-6">
      <dl className="grid gap-5 sm:grid-cols-2 lg:grid-cols-4">
        {facts.map(({ label, values }) => (
          <div key={label}>
            <dt className="text-ink-faint text-sm">{label}</dt>
            {values.map((value) => (
              <dd key={value} className="font-medium">
                {value}
              </dd>
            ))}
          </div>
        ))}
      </dl>
      <p className="mt-4 flex flex-wrap gap-x-6">
        <Link
          to={`/villages/${village.key}/books`}
          className="text-tea-700 inline-flex min-h-12 items-center font-medium underline-offset-4 hover:underline"
        >
          {t('books:title')}
        </Link>
        {alliance && (
          <Link
            to={`/alliances/${alliance.key}`}
            className="text-tea-700 inline-flex min-h-12 items-center underline-offset-4 hover:underline"
          >
            {t('alliances:of', { name: say(alliance.name) })}
          </Link>
        )}
        {[village.collective, ...village.cooperatives].map(({ id, name }) => (
          <Link
            key={id}
            to={`/dividends/${id}`}
            className="text-tea-700 inline-flex min-h-12 items-center underline-offset-4 hover:underline"
          >
            {t('dividends:public.of', { name: say(name) })}
          </Link>
        ))}
      </p>
    </Card>
  )
}
