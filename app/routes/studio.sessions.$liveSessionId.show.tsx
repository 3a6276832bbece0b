import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { RefusalNotice } from '#app/features/studio/refusal-notice.tsx'
import { ShowEditor } from '#app/features/studio/show-editor.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { BackLink } from '#app/ui/back-link.tsx'
import { unlisted } from '#app/ui/titled.ts'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const { catalog, live } = context.services
  const session = await live.card(params.liveSessionId ?? '')
  const villageId = session?.villageId ?? null
  requireActor({ context, request }, 'studio.sessions.$liveSessionId.show', { villageId })
  if (!session) return notFound()
  const { liveSessionId } = session
  const [{ t }, show, variants, room] = await Promise.all([
    translator(request),
    live.show(liveSessionId),
    catalog.variantsOfVillage(session.villageId),
    live.snapshot(liveSessionId, context.buyerId),
  ])
  const known = new Set(show.map(({ productSlug }) => productSlug))
  const goods = new Map(
    variants.map(({ productId, productSlug, title }) => [productId, { productSlug, title }]),
  )
  return {
    title: t('studio:show.editTitle'),
    liveSessionId,
    show,
    sales: (room ?? notFound()).sales.filter(({ state }) => state !== 'ended'),
    goods: [...goods]
      .filter(([, { productSlug }]) => !known.has(productSlug))
      .map(([productId, { title }]) => ({ productId, title })),
  }
}

export const meta: MetaFunction<typeof loader> = unlisted

/** 节目单: what is shown in which order, and what is said of it. */
export default function ShowPage() {
  const { t } = useTranslation()
  const page = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  const kind = search.get('refused')
  return (
    <div className="mx-auto grid max-w-3xl grid-cols-1 gap-5">
      <div>
        <BackLink to={`/studio/sessions/${page.liveSessionId}`} label={t('studio:form.back')} />
        <h1 className="font-serif text-2xl font-bold">{t('studio:show.editTitle')}</h1>
        <p className="text-ink-soft mt-1">{t('studio:show.editLead')}</p>
      </div>
      <RefusalNotice refusal={kind ? { kind } : null} />
      <ShowEditor {...page} />
    </div>
  )
}
