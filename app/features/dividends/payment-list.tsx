import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { BankAccountView, PaymentView, RunView } from '#server/dividends/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Button } from '#app/ui/button.tsx'
import { SelectField, TextField } from '#app/ui/field.tsx'
import { Money } from '#app/ui/money.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { FileField } from './file-field.tsx'

type Props = { run: RunView; page: string; accounts: readonly BankAccountView[] }

/** Each member's payment and what is still to be recorded of it. */
export function PaymentList({ run, page, accounts }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  if (accounts.length === 0) return <Notice tone="warning">{t('dividends:pay.noAccount')}</Notice>
  return (
    <ul className="divide-line divide-y">
      {run.payments.map((payment) => (
        <li key={payment.paymentId} className="py-4">
          <div className="flex justify-between gap-3">
            <span className="font-medium">
              {say(payment.name)}
              <span className="text-ink-soft block text-sm font-normal">
                {t(`dividends:pay.states.${payment.state}`)} {payment.reference}
              </span>
            </span>
            <Money amount={payment.amountFen} className="text-lg font-semibold" />
          </div>
          <PaymentForm payment={payment} page={page} accounts={accounts} />
          {run.mayConvert && payment.state === 'payable' && <ConvertForm payment={payment} page={page} />}
        </li>
      ))}
    </ul>
  )
}

function PaymentForm({ payment, page, accounts }: Omit<Props, 'run'> & { payment: PaymentView }) {
  const { t } = useTranslation()
  if (payment.state === 'receipted' || payment.state === 'converted') return null
  const paying = payment.state === 'payable'
  return (
    <details className="mt-2">
      <summary className="text-tea-700 flex min-h-12 items-center font-medium">
        {t(paying ? 'dividends:pay.record' : 'dividends:pay.slip')}
      </summary>
      <Form
        method="post"
        action={`${page}/${paying ? 'pay' : 'receipt'}`}
        encType={paying ? 'application/x-www-form-urlencoded' : 'multipart/form-data'}
        className="grid gap-3 pt-2"
      >
        <input type="hidden" name="paymentId" value={payment.paymentId} />
        {paying ? (
          <>
            <SelectField
              label={t('dividends:pay.from')}
              name="accountId"
              options={accounts.map(({ accountId, holderName, lastFour }) => ({
                value: accountId,
                label: `${holderName} ····${lastFour}`,
              }))}
            />
            <TextField label={t('dividends:pay.reference')} name="reference" required />
          </>
        ) : (
          <FileField label={t('dividends:pay.slipFile')} />
        )}
        <Button type="submit">{t(paying ? 'dividends:pay.do' : 'dividends:pay.slipDo')}</Button>
      </Form>
    </details>
  )
}

/** Instead of being paid out: a contribution, with the paper that says for whom the assembly decided so. */
function ConvertForm({ payment, page }: { payment: PaymentView; page: string }) {
  const { t } = useTranslation()
  return (
    <details>
      <summary className="text-tea-700 flex min-h-12 items-center font-medium">
        {t('dividends:pay.convert')}
      </summary>
      <Form
        method="post"
        action={`${page}/convert`}
        encType="multipart/form-data"
        className="grid gap-3 pt-2"
      >
        <input type="hidden" name="paymentId" value={payment.paymentId} />
        <FileField label={t('dividends:pay.convertPaper')} />
        <Button type="submit" tone="plain">
          {t('dividends:pay.convertDo')}
        </Button>
      </Form>
    </details>
  )
}
