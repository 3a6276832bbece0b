import { useTranslation } from 'react-i18next'
import type { ComplaintView } from '#shared/complaint.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Card, Section } from '#app/ui/card.tsx'
import { Moment } from '#app/ui/moment.tsx'

/** What somebody has reported, and what became of it. */
export function OwnComplaints({ complaints }: { complaints: readonly ComplaintView[] }) {
  const { t } = useTranslation()
  if (complaints.length === 0) return null
  return (
    <Section title={t('complaints:own')}>
      <ul className="grid gap-3">
        {complaints.map((complaint) => (
          <li key={complaint.complaintId}>
            <Card>
              <ComplaintFacts complaint={complaint} />
            </Card>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** What was said, and the answer to it. */
export function ComplaintFacts({ complaint }: { complaint: ComplaintView }) {
  const { t } = useTranslation()
  const { kind, text, at, answer } = complaint
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{t(`complaints:kinds.${kind}`)}</span>
        <Badge tone={answer ? 'plain' : 'honey'}>
          {t(answer ? `complaints:outcome.${answer.outcome}` : 'complaints:waiting')}
        </Badge>
        <Moment at={at} className="text-ink-soft text-sm" />
      </p>
      <p className="mt-2 wrap-anywhere whitespace-pre-line">
        <bdi>{text}</bdi>
      </p>
      {answer && (
        <p className="border-tea-300 mt-3 border-l-3 pl-3 wrap-anywhere whitespace-pre-line">
          <span className="text-ink-soft block text-sm">
            {t('complaints:answerAt')} <Moment at={answer.at} />
          </span>
          {answer.text}
        </p>
      )}
    </>
  )
}
