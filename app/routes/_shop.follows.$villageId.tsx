import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { BellRing } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { GoodsPicture } from '#app/features/catalog/goods-picture.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { BackLink } from '#app/ui/back-link.tsx'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { followForm } from '#shared/follow.ts'
import { inLocale } from '#shared/locale.ts'
import { nextPath } from '#shared/sign-in.ts'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const { actor } = requireActor({ context, request }, '_shop.follows.$villageId')
  const { registry, follows } = context.services
  const [{ t, locale }, village] = await Promise.all([
    translator(request),
    registry.villageById(params.villageId ?? ''),
  ])
  if (!village) return notFound()
  return {
    village,
    isFollowing: await follows.isFollowing(actor.userId, village.id),
    back: nextPath.parse(new URL(request.url).searchParams.get('back')) ?? `/villages/${village.key}`,
    title: t('follows:askTitle', { village: inLocale(village.name, locale) }),
  }
}

export async function action({ context, request, params }: ActionFunctionArgs) {
  const { actor } = requireActor({ context, request }, '_shop.follows.$villageId')
  const asked = followForm.safeParse(Object.fromEntries(await formOf(request)))
  if (!asked.success) throw data({ kind: 'bad_request' }, { status: 400 })
  const { wish, back } = asked.data
  const { follows } = context.services
  const villageId = params.villageId ?? ''
  if (wish === 'follow') {
    const followed = await follows.follow(actor.userId, villageId)
    if (!followed.ok) return data({ refused: followed.refusal.kind }, { status: 409 })
  } else await follows.unfollow(actor.userId, villageId)
  return redirect(back ?? '/follows', 303)
}

export const meta: MetaFunction<typeof loader> = unlisted

/** Where somebody who was not signed in comes back to, and what following means is said. */
export default function FollowPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { village, isFollowing, back, title } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  return (
    <div className="mx-auto max-w-xl">
      <BackLink to={back} label={t('follows:back')} />
      <Card padded={false} className="overflow-hidden">
        <GoodsPicture
          name={village.picture}
          alt={say(village.name)}
          sizes="(min-width: 640px) 576px, 100vw"
          first
          className="aspect-[16/9] w-full"
        />
        <div className="grid gap-4 p-5">
          <div>
            <h1 className="font-serif text-2xl font-bold">{title}</h1>
            <p className="text-ink-soft">{say(village.place)}</p>
          </div>
          {answered && (
            <Notice tone="danger" announce="alert">
              {t(`errors:refusal.${answered.refused}`)}
            </Notice>
          )}
          <p>{t('follows:askText')}</p>
          <Form method="post">
            <input type="hidden" name="back" value={back} />
            <Button
              type="submit"
              name="wish"
              value={isFollowing ? 'unfollow' : 'follow'}
              tone={isFollowing ? 'plain' : 'primary'}
              size="large"
              wide
            >
              <BellRing aria-hidden className="size-5" />
              {t(isFollowing ? 'follows:unfollow' : 'follows:confirm')}
            </Button>
          </Form>
        </div>
      </Card>
    </div>
  )
}
