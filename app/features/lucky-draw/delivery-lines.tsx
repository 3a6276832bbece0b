import { useTranslation } from 'react-i18next'
import type { Delivery } from '#server/lucky-draws/index.ts'
import { Moment } from '#app/ui/moment.tsx'

/** Where a prize goes, and with which parcel it went. */
export function DeliveryLines({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation()
  const { recipientName, phone, province, city, district, street, note, sent } = delivery
  return (
    <>
      <p className="font-medium">
        {recipientName} <span className="tabular-nums">{phone}</span>
      </p>
      <p>{[province, city, district, street].join(' ')}</p>
      {note && <p className="text-ink-soft text-sm">{note}</p>}
      {sent && (
        <p className="text-tea-700 mt-2 text-sm">
          {t('draws:prize.parcel', { courier: sent.courier })}{' '}
          <span className="font-mono">{sent.trackingNumber}</span> · <Moment at={sent.at} />
        </p>
      )}
    </>
  )
}
