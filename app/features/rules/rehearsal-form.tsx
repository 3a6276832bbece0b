import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { ChoiceChips } from '#app/ui/choice-chips.tsx'
import type { Rehearsal } from '#shared/rehearsal.ts'
import { REHEARSAL_SIZES } from '#shared/rule-form.ts'
import { RehearsalReport } from './rehearsal-report.tsx'

export function useSizes() {
  const { t } = useTranslation()
  return REHEARSAL_SIZES.map((size) => ({ value: String(size), label: t('rules:rehearsal.size', { size }) }))
}

/** Asks what the kept draft would have made of the newest orders. Only looks. */
export function RehearsalForm({ last, report }: { last: number; report: Rehearsal | null }) {
  const { t } = useTranslation()
  return (
    <Card>
      <h2 className="font-serif text-lg font-bold">{t('rules:rehearsal.title')}</h2>
      <p className="text-ink-soft mt-1 text-sm">{t('rules:rehearsal.lead')}</p>
      <Form method="get" preventScrollReset className="mt-4 grid gap-4">
        <ChoiceChips
          name="last"
          legend={t('rules:rehearsal.last')}
          choices={useSizes()}
          defaultValue={String(last)}
        />
        <Button type="submit" tone="plain">
          {t('rules:rehearsal.do')}
        </Button>
      </Form>
      {report && <RehearsalReport report={report} />}
    </Card>
  )
}
