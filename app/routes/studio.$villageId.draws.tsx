import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { Gift } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { answerForm, badRequest } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { PrizeCard } from '#app/features/lucky-draw/prize-card.tsx'
import { RefusalNotice } from '#app/features/studio/refusal-notice.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { BackLink } from '#app/ui/back-link.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { prizeSentForm } from '#shared/lucky-draw-forms.ts'

/** A prize is asked for within a week; older draws are worked off. */
const DRAWS_SHOWN = 50

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const villageId = params.villageId ?? ''
  requireActor({ context, request }, 'studio.$villageId.draws', { villageId })
  const { t } = await translator(request)
  const draws = await context.services.luckyDraws.ofVillage(villageId, DRAWS_SHOWN)
  return { title: t('draws:prizes.title'), villageId, draws }
}

/** The parcel of one winner has left. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const villageId = params.villageId ?? ''
  const { actor } = requireActor({ context, request }, 'studio.$villageId.draws', { villageId })
  const form = await formOf(request)
  const sent = prizeSentForm.safeParse(Object.fromEntries(form))
  const { luckyDraws } = context.services
  const answer = sent.success ? await luckyDraws.markSent(villageId, sent.data, actor) : badRequest()
  return answerForm(form, `/studio/${villageId}/draws`, answer)
}

export const meta: MetaFunction<typeof loader> = unlisted

/** 中奖名单: who won in the village's draws, and what was sent to them. */
export default function VillageDrawsPage() {
  const { t } = useTranslation()
  const { villageId, draws } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  const kind = search.get('refused')
  return (
    <div className="mx-auto grid max-w-3xl gap-5">
      <div>
        <BackLink to={`/studio/${villageId}`} label={t('studio:form.back')} />
        <PageHeading title={t('draws:prizes.title')} lead={t('draws:prizes.lead')} />
      </div>
      <RefusalNotice refusal={kind ? { kind } : null} />
      {draws.length === 0 && (
        <EmptyState icon={Gift} title={t('draws:prizes.none')}>
          {t('draws:prizes.noneText')}
        </EmptyState>
      )}
      {draws.map((draw) => (
        <PrizeCard key={draw.drawId} draw={draw} />
      ))}
    </div>
  )
}
