import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { BankAccountView, DocumentKind, RunView } from '#server/dividends/index.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { TextField } from '#app/ui/field.tsx'
import { addDays } from '#shared/calendar.ts'
import { DAYS_ON_VIEW } from '#shared/dividend.ts'
import { AssemblyForm } from './assembly-form.tsx'
import { FileField } from './file-field.tsx'
import { PaymentList } from './payment-list.tsx'

type Props = { run: RunView; page: string; today: string; accounts: readonly BankAccountView[] }

/** The one thing that can be done now. */
export function NextStep({ run, page, today, accounts }: Props) {
  const { t } = useTranslation()
  const oneTap = { resolved: 'post', receipted: 'publish' } as const
  return (
    <Card>
      <h2 className="font-serif text-xl font-bold">{t('dividends:next.title')}</h2>
      <p className="text-ink-soft mt-1">{t(`dividends:next.${run.state}`)}</p>
      <div className="mt-4 grid gap-5">
        {run.state === 'proposed' && <ProposedForms run={run} page={page} today={today} />}
        {run.state === 'on_view' && <AssemblyForm run={run} page={page} today={today} />}
        {(run.state === 'resolved' || run.state === 'receipted') && (
          <Command action={`${page}/${oneTap[run.state]}`}>
            {t(`dividends:next.${oneTap[run.state]}`)}
          </Command>
        )}
        {(run.state === 'posted' || run.state === 'paid') && (
          <PaymentList run={run} page={page} accounts={accounts} />
        )}
        {(run.state === 'proposed' || run.state === 'on_view') && (
          <Command action={`${page}/withdraw`} tone="danger">
            {t('dividends:next.withdraw')}
          </Command>
        )}
      </div>
    </Card>
  )
}

function Command({ action, tone, children }: { action: string; tone?: 'danger'; children: ReactNode }) {
  return (
    <Form method="post" action={action}>
      <Button type="submit" size="large" wide {...(tone && { tone })}>
        {children}
      </Button>
    </Form>
  )
}

function ProposedForms({ run, page, today }: Omit<Props, 'accounts'>) {
  const { t } = useTranslation()
  const wanted: DocumentKind[] = ['business_report', 'financial_report']
  if (run.lossCoverFen > 0) wanted.push('loss_plan')
  const missing = wanted.filter((kind) => !run.documents.some((document) => document.kind === kind))
  const earliest = addDays(today, DAYS_ON_VIEW[run.regime])
  return (
    <>
      {missing.map((kind) => (
        <Form
          key={kind}
          method="post"
          action={`${page}/document`}
          encType="multipart/form-data"
          className="grid gap-3"
        >
          <input type="hidden" name="kind" value={kind} />
          <FileField label={t(`dividends:documents.${kind}`)} />
          <Button type="submit" tone="plain">
            {t('dividends:documents.add', { name: t(`dividends:documents.${kind}`) })}
          </Button>
        </Form>
      ))}
      <Form method="post" action={`${page}/view`} className="grid gap-3">
        <TextField
          label={t('dividends:view.assemblyOn')}
          hint={t('dividends:view.hint', { count: DAYS_ON_VIEW[run.regime] })}
          name="assemblyOn"
          type="date"
          defaultValue={earliest}
          required
        />
        <Button type="submit" size="large" wide>
          {t('dividends:view.do')}
        </Button>
      </Form>
    </>
  )
}
