import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { JournalView } from '#server/ledger/index.ts'
import type { PaymentView } from '#server/dividends/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Button } from '#app/ui/button.tsx'
import { formatMoment } from '#app/ui/moment.tsx'
import { Money } from '#app/ui/money.tsx'

type Props = { payment: PaymentView; page: string; journals: readonly MyJournal[] }
/** An entry as far as it is this member's. */
export type MyJournal = Pick<JournalView, 'journalId' | 'effectiveOn' | 'memo' | 'sealedAs' | 'lines'>

/** Whether it was paid, and what proves it: the entries, and their place in the sealed order. */
export function MyPayment({ payment, page, journals }: Props) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <div className="grid gap-4">
      <p className="flex items-baseline justify-between gap-4">
        <span className="text-lg font-semibold">{t(`dividends:pay.states.${payment.state}`)}</span>
        <Money amount={payment.amountFen} className="text-2xl font-semibold" />
      </p>
      {payment.paidAt && (
        <p className="text-ink-soft">
          {formatMoment(payment.paidAt, locale, 'dateTimeYear')} ·{' '}
          {t('dividends:pay.bankReference', { reference: payment.reference })}
        </p>
      )}
      {payment.state === 'paid' && (
        <Form method="post" action={`${page}/code`}>
          <input type="hidden" name="confirm" value="receipt" />
          <Button type="submit" size="large" wide>
            {t('dividends:pay.received')}
          </Button>
        </Form>
      )}
      <ul className="grid gap-3">
        {journals.map((journal) => (
          <li key={journal.journalId} className="bg-paper-deep rounded-control p-3 text-sm">
            <p className="font-medium">
              {journal.memo} · {formatMoment(journal.effectiveOn, locale, 'date')}
            </p>
            {journal.lines.map(({ account, name, amount }) => (
              <p key={account} className="flex justify-between gap-3">
                <span>{name}</span>
                <Money amount={amount} />
              </p>
            ))}
            <p className="text-ink-soft mt-1 text-xs break-all">
              {t('dividends:pay.journal')} {journal.journalId}
              {journal.sealedAs && ` · ${t('dividends:pay.sealed', { ...journal.sealedAs })}`}
            </p>
          </li>
        ))}
      </ul>
    </div>
  )
}
