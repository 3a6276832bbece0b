import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { ChoiceChips } from '#app/ui/choice-chips.tsx'
import { TextField } from '#app/ui/field.tsx'
import { PLAN_MINUTES } from '#shared/plans.ts'
import { Declarations, type Operator } from '../admission/declarations.tsx'

/** What was typed, and what is wrong with it by field, as kinds of errors. */
export type PlanAnswer = { filled: Record<string, unknown>; wrong: Record<string, readonly string[]> }
type Props = {
  villageId: string
  /** who may sell */
  operators: readonly Operator[]
  answer?: PlanAnswer | undefined
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const saidYes = (value: unknown) => (value === 'yes' || value === 'no' ? value === 'yes' : null)

/** Plans a live session, for now or for another day. */
export function PlanForm({ villageId, operators, answer = { filled: {}, wrong: {} } }: Props) {
  const { t } = useTranslation()
  const { filled, wrong } = answer
  return (
    <Card>
      <Form method="post" action={`/studio/${villageId}/plan`} className="grid gap-5">
        <TextField
          label={t('studio:session.planTitle')}
          hint={t('studio:session.planTitleHint')}
          name="title"
          minLength={2}
          maxLength={40}
          defaultValue={text(filled.title)}
          errors={wrong.title}
          required
        />
        <TextField
          label={t('studio:session.planTitleEn')}
          name="titleEn"
          maxLength={80}
          lang="en"
          defaultValue={text(filled.titleEn)}
          errors={wrong.titleEn}
        />
        <When filled={filled} wrong={wrong} />
        <Declarations
          operators={operators}
          declared={{
            operatorId: text(filled.operatorId) || null,
            isCharity: saidYes(filled.isCharity),
            isAiPersona: saidYes(filled.isAiPersona),
          }}
        />
        <Button type="submit" size="large" wide>
          {t('studio:session.planSave')}
        </Button>
      </Form>
    </Card>
  )
}

/** One tap for what begins about now; a time of the calendar for all else, which styles alone unfold. */
function When({ filled, wrong }: PlanAnswer) {
  const { t } = useTranslation()
  const soon = PLAN_MINUTES.map((minutes) => ({
    value: String(minutes),
    label: minutes === 0 ? t('studio:session.planNow') : t('studio:session.planIn', { count: minutes }),
  }))
  return (
    <div className="group grid gap-3">
      <ChoiceChips
        name="when"
        legend={t('studio:session.planWhen')}
        choices={[...soon, { value: 'at', label: t('studio:plans.at') }]}
        defaultValue={text(filled.when) || '0'}
        errors={wrong.when}
      />
      <div className="group-has-[input[value=at]:not(:checked)]:hidden">
        <TextField
          type="datetime-local"
          name="at"
          label={t('studio:plans.atLabel')}
          hint={t('studio:plans.atHint')}
          defaultValue={text(filled.at)}
          errors={wrong.at}
        />
      </div>
    </div>
  )
}
