import { getFormProps, type SubmissionResult } from '@conform-to/react'
import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { Delivery, OwnPlace } from '#server/lucky-draws/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { useShopForm } from '#app/ui/form.ts'
import { formatMoment } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { AddressFields } from '../checkout/delivery-form.tsx'
import { DeliveryLines } from './delivery-lines.tsx'

type Props = {
  prize: NonNullable<OwnPlace['prize']>
  serverNow: string
  lastResult: SubmissionResult<string[]> | undefined
  refused: string | null
}

/** For who has won: where the prize goes, and what became of it. */
export function OwnPrize({ prize, serverNow, lastResult, refused }: Props) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { delivery, dueAt } = prize
  const due = { at: formatMoment(dueAt, locale) }
  return (
    <section id="prize" aria-label={t('draws:won')} className="grid gap-4">
      <Notice tone="success" title={t('draws:won')}>
        {delivery
          ? t(delivery.sent ? 'draws:prize.sent' : 'draws:prize.left')
          : t('draws:prize.askUntil', due)}
      </Notice>
      {refused && (
        <Notice tone="danger" announce="alert">
          {t(`draws:refused.${refused}`)}
        </Notice>
      )}
      {delivery && (
        <Card>
          <DeliveryLines delivery={delivery} />
        </Card>
      )}
      {!delivery?.sent &&
        (serverNow < dueAt ? (
          <AddressForm key={delivery?.leftAt} delivery={delivery} lastResult={lastResult} />
        ) : (
          !delivery && <p className="text-ink-soft">{t('draws:refused.prize_lapsed')}</p>
        ))}
    </section>
  )
}

function AddressForm({ delivery, lastResult }: { delivery: Delivery | null } & Pick<Props, 'lastResult'>) {
  const { t } = useTranslation()
  const { state } = useNavigation()
  const [form, fields] = useShopForm({ id: 'prize-address', lastResult, defaultValue: typed(delivery) })
  const isOpen = delivery === null || form.status === 'error'
  return (
    <details open={isOpen} className="bg-surface rounded-card shadow-card p-4 sm:p-6">
      <summary className="flex min-h-11 cursor-pointer items-center font-serif text-lg font-bold">
        {t(delivery ? 'draws:prize.correct' : 'draws:prize.address')}
      </summary>
      <p className="text-ink-soft text-sm">{t('draws:prize.privacy')}</p>
      <Form method="post" {...getFormProps(form)} className="grid gap-5">
        <AddressFields fields={fields} phoneHint={t('draws:prize.phoneHint')} note={t('draws:prize.note')} />
        <Button type="submit" size="large" wide busy={state !== 'idle'}>
          {t('draws:prize.save')}
        </Button>
      </Form>
    </details>
  )
}

function typed(delivery: Delivery | null) {
  if (!delivery) return null
  const { recipientName, phone, province, city, district, street, note } = delivery
  return { recipientName, phone, province, city, district, street, note }
}
