import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { MessageSquareWarning } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { ComplaintCaseCard } from '#app/features/complaints/complaint-case.tsx'
import { PayoutsNav } from '#app/features/payouts/payouts-nav.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { Section } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { parseForm } from '#app/ui/form.server.ts'
import { Notice } from '#app/ui/notice.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { complaintAnswerForm } from '#shared/complaint.ts'

const PAGE = 'platform.complaints'
const OPEN = 50
const ANSWERED = 20

export async function loader({ context, request }: LoaderFunctionArgs) {
  requireActor({ context, request }, PAGE)
  const { live } = context.services
  const [{ t }, open, answered] = await Promise.all([
    translator(request),
    live.complaints({ isAnswered: false, limit: OPEN }),
    live.complaints({ isAnswered: true, limit: ANSWERED }),
  ])
  return { title: t('complaints:platformTitle'), open, answered }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { actor } = requireActor({ context, request }, PAGE)
  const form = await formOf(request)
  const submission = parseForm(form, complaintAnswerForm)
  const complaintId = String(form.get('complaintId'))
  if (submission.status !== 'success')
    return data({ complaintId, lastResult: submission.reply(), refused: null }, { status: 400 })
  const booked = await context.services.live.answerComplaint({ ...submission.value, by: actor })
  if (booked.ok) return redirect('/platform/complaints', 303)
  const refused = booked.refusal.kind
  return data({ complaintId, lastResult: submission.reply(), refused }, { status: 409 })
}

export const meta: MetaFunction<typeof loader> = unlisted

/** 投诉举报: what viewers report about live sessions, to be looked at and answered. */
export default function PlatformComplaintsPage() {
  const { t } = useTranslation()
  const { open, answered } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PayoutsNav />
      <h2 className="font-serif text-xl font-bold">{t('complaints:platformTitle')}</h2>
      <p className="text-ink-soft mt-1 mb-5 max-w-2xl">{t('complaints:platformLead')}</p>
      {answer?.refused && (
        <Notice tone="danger" announce="alert" className="mb-4">
          {t(`errors:refusal.${answer.refused}`)}
        </Notice>
      )}
      {open.length === 0 ? (
        <EmptyState icon={MessageSquareWarning} title={t('complaints:none')}>
          {t('complaints:noneText')}
        </EmptyState>
      ) : (
        <Section title={t('complaints:open')}>
          <ul className="grid max-w-3xl gap-4">
            {open.map((complaint) => (
              <li key={complaint.complaintId}>
                <ComplaintCaseCard
                  complaint={complaint}
                  lastResult={answer?.complaintId === complaint.complaintId ? answer.lastResult : undefined}
                />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {answered.length > 0 && (
        <Section title={t('complaints:answered')}>
          <ul className="grid max-w-3xl gap-4">
            {answered.map((complaint) => (
              <li key={complaint.complaintId}>
                <ComplaintCaseCard complaint={complaint} lastResult={undefined} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}
