import { useRevalidator } from '@remix-run/react'
import { Timer } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { PAY_FIRST_SEC } from '#shared/flash-sale.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Countdown } from '#app/ui/countdown.tsx'
import { formatMoment } from '#app/ui/moment.tsx'
import { useWhenOver } from '#app/ui/use-when-over.ts'

type HoldTimerProps = {
  expiresAt: string
  serverNow: string
  label: 'checkout:keptUntil' | 'orders:payBy'
  /** of a buyer who pays first: what must be done before the time is up */
  payFirst: 'held' | 'paying' | null
}

/** How long the goods are still kept; the page looks again when the time is up. */
export function HoldTimer({ expiresAt, serverNow, label, payFirst }: HoldTimerProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { revalidate } = useRevalidator()
  useWhenOver(expiresAt, serverNow, revalidate)
  return (
    <p className="bg-honey-100 text-honey-900 rounded-control flex flex-wrap items-center gap-x-3 px-4 py-3">
      <Timer aria-hidden className="size-5 shrink-0" />
      <span>{t(label, { at: formatMoment(expiresAt, locale, 'time') })}</span>
      <Countdown until={expiresAt} serverNow={serverNow} className="text-xl font-bold" />
      {payFirst && (
        <span className="mt-1 basis-full text-sm">
          {t(`checkout:payFirst.${payFirst}`, { sec: PAY_FIRST_SEC })}
        </span>
      )}
    </p>
  )
}
