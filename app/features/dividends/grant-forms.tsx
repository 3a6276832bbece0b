import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { SelectField, TextField } from '#app/ui/field.tsx'
import { FileField } from './file-field.tsx'

export function RegisterGrantForm({ page }: { page: string }) {
  const { t } = useTranslation()
  return (
    <Form method="post" action={`${page}/register`} encType="multipart/form-data" className="mt-3 grid gap-3">
      <TextField label={t('dividends:grants.purpose')} name="purpose" required />
      <TextField label={t('dividends:grants.funder')} name="funder" required />
      <TextField label={t('dividends:grants.budgetYuan')} name="budget" inputMode="decimal" required />
      <FileField label={t('dividends:grants.approval')} />
      <Button type="submit">{t('dividends:grants.register')}</Button>
    </Form>
  )
}

type Props = { page: string; grantId: string }

export function ReceiveGrantForm({ page, grantId }: Props) {
  const { t } = useTranslation()
  return (
    <Form method="post" action={`${page}/receive`} className="grid gap-3">
      <input type="hidden" name="grantId" value={grantId} />
      <TextField label={t('dividends:grants.amountYuan')} name="amount" inputMode="decimal" required />
      <TextField label={t('dividends:pay.reference')} name="reference" required />
      <Button type="submit" tone="plain">
        {t('dividends:grants.receive')}
      </Button>
    </Form>
  )
}

export function SpendForm({ page, grantId }: Props) {
  const { t } = useTranslation()
  const kinds = (['asset', 'cost'] as const).map((value) => ({
    value,
    label: t(`dividends:grants.kinds.${value}`),
  }))
  return (
    <Form method="post" action={`${page}/request`} encType="multipart/form-data" className="grid gap-3">
      <input type="hidden" name="grantId" value={grantId} />
      <TextField label={t('dividends:grants.spentFor')} name="purpose" required />
      <SelectField label={t('dividends:grants.kind')} name="kind" options={kinds} />
      <TextField label={t('dividends:grants.amountYuan')} name="amount" inputMode="decimal" required />
      <FileField label={t('dividends:grants.invoice')} />
      <Button type="submit" tone="plain">
        {t('dividends:grants.request')}
      </Button>
    </Form>
  )
}

export function DecideForm({ page, grantId, spendingId }: Props & { spendingId: string }) {
  const { t } = useTranslation()
  return (
    <Form method="post" action={`${page}/decide`} className="mt-2 flex flex-wrap gap-2">
      <input type="hidden" name="grantId" value={grantId} />
      <input type="hidden" name="spendingId" value={spendingId} />
      <Button type="submit" name="decision" value="approved" size="small">
        {t('dividends:grants.approve')}
      </Button>
      <Button type="submit" name="decision" value="refused" size="small" tone="plain">
        {t('dividends:grants.refuse')}
      </Button>
    </Form>
  )
}
