import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { BellPlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { requireActor } from '#app/doors/authorise.server.ts'
import { GoodsPicture } from '#app/features/catalog/goods-picture.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { unlisted } from '#app/ui/titled.ts'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { actor } = requireActor({ context, request }, '_shop.follows._index')
  const [{ t }, villages] = await Promise.all([
    translator(request),
    context.services.follows.followedBy(actor.userId),
  ])
  return { title: t('follows:title'), villages }
}

export const meta: MetaFunction<typeof loader> = unlisted

/** Whose live sessions somebody hears of; messages lead here to end it. */
export default function FollowsPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { title, villages } = useLoaderData<typeof loader>()
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeading title={title} lead={t('follows:lead')} />
      {villages.length === 0 ? (
        <EmptyState icon={BellPlus} title={t('follows:none')}>
          <p className="mb-4">{t('follows:noneText')}</p>
          <LinkButton to="/live" tone="plain">
            {t('follows:browse')}
          </LinkButton>
        </EmptyState>
      ) : (
        <Card padded={false} className="overflow-hidden">
          <ul className="divide-line divide-y">
            {villages.map(({ villageId, key, name, picture }) => (
              <li key={villageId} className="flex min-h-20 items-center gap-3 p-3 sm:px-5">
                <GoodsPicture
                  name={picture}
                  alt=""
                  sizes="64px"
                  className="rounded-control size-14 shrink-0"
                />
                <Link
                  to={`/villages/${key}`}
                  className="inline-flex min-h-12 min-w-0 flex-1 items-center font-medium underline-offset-4 hover:underline"
                >
                  {say(name)}
                </Link>
                <Form method="post" action={`/follows/${villageId}`}>
                  <input type="hidden" name="back" value="/follows" />
                  <Button
                    type="submit"
                    name="wish"
                    value="unfollow"
                    tone="plain"
                    aria-label={t('follows:unfollowThis', { village: say(name) })}
                  >
                    {t('follows:unfollow')}
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  )
}
