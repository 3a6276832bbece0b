import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { RehearseButton } from '#app/features/rehearsal/rehearse-button.tsx'
import { TriedList } from '#app/features/rehearsal/tried-list.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { sessionTarget } from '#shared/policy.ts'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const { live } = context.services
  const rehearsal = await live.cardOrRehearsal(params.liveSessionId ?? '')
  requireActor({ context, request }, 'studio.sessions.$liveSessionId.rehearsal', sessionTarget(rehearsal))
  const planId = rehearsal?.rehearsalOf ?? notFound()
  const { liveSessionId, villageId } = rehearsal ?? notFound()
  const [{ t }, tried, plan] = await Promise.all([
    translator(request),
    live.triedIn(liveSessionId),
    live.card(planId),
  ])
  return {
    title: t('studio:rehearsal.over'),
    villageId,
    tried: tried ?? notFound(),
    planId: plan?.state === 'planned' ? planId : null,
  }
}

export const meta: MetaFunction<typeof loader> = unlisted

/** After a rehearsal: what was tried, what was not, and back to the plan. */
export default function RehearsalOverPage() {
  const { t } = useTranslation()
  const { title, villageId, tried, planId } = useLoaderData<typeof loader>()
  const left = tried.filter(({ done }) => !done).length
  return (
    <div className="mx-auto grid max-w-xl grid-cols-1 gap-4">
      <div>
        <h1 className="font-serif text-2xl font-bold">{title}</h1>
        <p className="text-ink-soft mt-1">{t('studio:rehearsal.overLead')}</p>
      </div>
      <p role="status" className="font-medium">
        {left === 0 ? t('studio:rehearsal.triedAll') : t('studio:rehearsal.left', { count: left })}
      </p>
      <Card padded={false} className="overflow-hidden">
        <TriedList tried={tried} />
      </Card>
      <p className="text-ink-soft text-sm">{t('studio:rehearsal.notTried')}</p>
      <LinkButton to={`/studio/${villageId}`} size="large" wide>
        {t('studio:rehearsal.back')}
      </LinkButton>
      {planId && <RehearseButton liveSessionId={planId} />}
    </div>
  )
}
