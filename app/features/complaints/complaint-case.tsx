import { getFormProps, type SubmissionResult } from '@conform-to/react'
import { Form, Link, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { COMPLAINT_TEXT, complaintOutcome, type ComplaintCase } from '#shared/complaint.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { ChoiceChips } from '#app/ui/choice-chips.tsx'
import { TextAreaField } from '#app/ui/field.tsx'
import { textOf, useShopForm } from '#app/ui/form.ts'
import { ComplaintFacts } from './own-complaints.tsx'

type Props = { complaint: ComplaintCase; lastResult: SubmissionResult<string[]> | undefined }

/** A complaint with where it happened; one that waits has the form for its answer. */
export function ComplaintCaseCard({ complaint, lastResult }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  const { liveSessionId, title, villageName, by, answeredBy } = complaint
  const link = 'text-tea-700 inline-flex min-h-11 items-center underline underline-offset-4'
  return (
    <Card>
      <ComplaintFacts complaint={complaint} />
      <p className="text-ink-soft mt-3 flex flex-wrap items-center gap-x-4 text-sm">
        <span>{t('complaints:by', { name: by })}</span>
        {answeredBy && <span>{t('complaints:answeredBy', { name: answeredBy })}</span>}
        <Link to={`/live/${liveSessionId}`} className={link}>
          {say(title)} · {say(villageName)}
        </Link>
        <Link to={`/platform/chat/${liveSessionId}`} className={link}>
          {t('complaints:record')}
        </Link>
      </p>
      {!answeredBy && <AnswerForm complaintId={complaint.complaintId} lastResult={lastResult} />}
    </Card>
  )
}

function AnswerForm({ complaintId, lastResult }: Pick<Props, 'lastResult'> & { complaintId: string }) {
  const { t } = useTranslation()
  const { state } = useNavigation()
  const [form, fields] = useShopForm({ id: `answer-${complaintId}`, lastResult })
  return (
    <Form
      method="post"
      preventScrollReset
      {...getFormProps(form)}
      className="border-line mt-3 grid gap-4 border-t pt-4"
    >
      <input type="hidden" name="complaintId" value={complaintId} />
      <ChoiceChips
        name="outcome"
        legend={t('complaints:outcomeLegend')}
        choices={complaintOutcome.options.map((value) => ({
          value,
          label: t(`complaints:outcome.${value}`),
        }))}
        defaultValue="upheld"
      />
      <TextAreaField
        {...textOf(fields.text)}
        label={t('complaints:answerText')}
        hint={t('complaints:answerHint')}
        rows={3}
        maxLength={COMPLAINT_TEXT.max}
        required
      />
      <Button type="submit" busy={state !== 'idle'} className="sm:justify-self-start">
        {t('complaints:answer')}
      </Button>
    </Form>
  )
}
