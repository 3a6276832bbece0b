import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Image } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { PublishedCoverCard } from '#app/features/covers/published-cover.tsx'
import { PayoutsNav } from '#app/features/payouts/payouts-nav.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { coverRemovalForm } from '#shared/cover.ts'

const PAGE = 'platform.covers'
const COVERS = 60

export async function loader({ context, request }: LoaderFunctionArgs) {
  requireActor({ context, request }, PAGE)
  const [{ t }, covers] = await Promise.all([translator(request), context.services.covers.newest(COVERS)])
  return { title: t('covers:title'), covers }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { actor } = requireActor({ context, request }, PAGE)
  const asked = coverRemovalForm.safeParse(Object.fromEntries(await formOf(request)))
  if (!asked.success) return data({ refused: { kind: 'bad_request' as const } }, 422)
  const { picture, reason } = asked.data
  const by = { userId: actor.userId, name: actor.name }
  const answer = await context.services.covers.remove(picture, { reason, by })
  if (!answer.ok) return data({ refused: answer.refusal }, 409)
  throw redirect('/platform/covers', 303)
}

export const meta: MetaFunction<typeof loader> = unlisted

/** 封面审看: what hosts put on their sessions, to be looked at and taken down. */
export default function PlatformCoversPage() {
  const { t } = useTranslation()
  const { covers } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.refused
  return (
    <>
      <PayoutsNav />
      <h2 className="font-serif text-xl font-bold">{t('covers:title')}</h2>
      <p className="text-ink-soft mt-1 mb-5 max-w-2xl">{t('covers:lead')}</p>
      {refused && (
        <Notice tone="danger" announce="alert" className="mb-4">
          {t(`covers:refused.${refused.kind}`, { ...refused })}
        </Notice>
      )}
      {covers.length === 0 ? (
        <EmptyState icon={Image} title={t('covers:none')}>
          {t('covers:noneText')}
        </EmptyState>
      ) : (
        <ul className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {covers.map((cover) => (
            <li key={`${cover.liveSessionId} ${cover.picture}`}>
              <PublishedCoverCard cover={cover} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
