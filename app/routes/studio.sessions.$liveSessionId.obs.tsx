import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { ObsPanel } from '#app/features/broadcast/obs-panel.tsx'
import { BackLink } from '#app/ui/back-link.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { Card } from '#app/ui/card.tsx'
import { unlisted } from '#app/ui/titled.ts'

const PAGE = 'studio.sessions.$liveSessionId.obs'

async function sessionOf({ context, request, params }: LoaderFunctionArgs) {
  const session = await context.services.live.card(params.liveSessionId ?? '')
  requireActor({ context, request }, PAGE, { villageId: session?.villageId ?? null })
  return session ?? notFound()
}

export async function loader(asked: LoaderFunctionArgs) {
  const { liveSessionId } = await sessionOf(asked)
  const offer = asked.context.rtmpOffer() ?? notFound()
  const { t } = await translator(asked.request)
  return { title: t('studio:obs.title'), liveSessionId, offer }
}

/** Makes a key and shows it this once: only its hash is kept. */
export async function action(asked: ActionFunctionArgs) {
  const { liveSessionId } = await sessionOf(asked)
  if (!asked.context.rtmpOffer()) notFound()
  const renewed = await asked.context.services.live.renewStreamKey(liveSessionId)
  return data(renewed, { headers: { 'Cache-Control': 'no-store' } })
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function ObsPage() {
  const { t } = useTranslation()
  const { title, liveSessionId, offer } = useLoaderData<typeof loader>()
  return (
    <div className="mx-auto max-w-xl">
      <BackLink to={`/studio/sessions/${liveSessionId}`} label={t('studio:camera.back')} />
      <h1 className="mb-4 font-serif text-2xl font-bold">{title}</h1>
      <Card>
        <ObsPanel liveSessionId={liveSessionId} offer={offer} renewed={useActionData<typeof action>()} />
      </Card>
    </div>
  )
}
