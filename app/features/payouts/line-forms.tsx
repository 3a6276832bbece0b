import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { FileField } from '#app/features/dividends/file-field.tsx'
import { Button } from '#app/ui/button.tsx'
import { TextField } from '#app/ui/field.tsx'

type Props = { page: string; lineId: string }

/** Cash was handed over: who saw it, and the signed receipt. */
export function CashForm({ page, lineId }: Props) {
  const { t } = useTranslation()
  return (
    <details className="mt-1">
      <summary className="text-tea-700 flex min-h-12 items-center font-medium">
        {t('payouts:cash.title')}
      </summary>
      <Form
        method="post"
        action={`${page}/cash`}
        encType="multipart/form-data"
        className="grid max-w-xl gap-3 pb-3"
      >
        <input type="hidden" name="lineId" value={lineId} />
        <TextField label={t('payouts:cash.one')} name="witnessOne" required maxLength={30} />
        <TextField label={t('payouts:cash.two')} name="witnessTwo" required maxLength={30} />
        <FileField label={t('payouts:cash.receipt')} />
        <Button type="submit">{t('payouts:cash.do')}</Button>
      </Form>
    </details>
  )
}

/** It did not arrive, and the bank says so otherwise than by its file. */
export function ReturnForm({ page, lineId }: Props) {
  const { t } = useTranslation()
  return (
    <details className="mt-1">
      <summary className="text-ink-soft flex min-h-12 items-center text-sm">
        {t('payouts:return.title')}
      </summary>
      <Form method="post" action={`${page}/return`} className="grid max-w-xl gap-3 pb-3">
        <input type="hidden" name="lineId" value={lineId} />
        <TextField label={t('payouts:return.reason')} name="reason" required maxLength={200} />
        <Button type="submit" tone="danger">
          {t('payouts:return.do')}
        </Button>
      </Form>
    </details>
  )
}
