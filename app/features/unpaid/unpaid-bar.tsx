import { clsx } from 'clsx'
import { BellRing, Timer } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Unpaid, UnpaidGoods } from '#shared/unpaid.ts'
import { useBilingual, useLocale } from '#app/i18n/use-locale.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Countdown, useServerNow } from '#app/ui/countdown.tsx'
import { formatMoment } from '#app/ui/moment.tsx'

type UnpaidBarProps = {
  unpaid: Unpaid
  /** whose goods the page itself shows; null: none */
  shownLiveSessionId: string | null
}

/** Wherever the buyer is: what is kept for them, how long still, and the way to pay. What ends first is shown. */
export function UnpaidBar({ unpaid, shownLiveSessionId }: UnpaidBarProps) {
  const { serverNow, holds } = unpaid
  const now = useServerNow(serverNow)
  const open = holds.filter(
    ({ expiresAt, liveSessionId }) =>
      Date.parse(expiresAt) > now && (liveSessionId === null || liveSessionId !== shownLiveSessionId),
  )
  const [first, ...others] = open
  return (
    // Always there, so that screen readers hear what appears in it.
    <div aria-live={first?.isOffer ? 'assertive' : 'polite'}>
      {first && <Kept key={first.holdId} goods={first} others={others.length} serverNow={serverNow} />}
    </div>
  )
}

type KeptProps = { goods: UnpaidGoods; others: number; serverNow: string }

function Kept({ goods, others, serverNow }: KeptProps) {
  const { t } = useTranslation()
  const say = useBilingual()
  const { isOffer, quantity, expiresAt, holdId } = goods
  const until = formatMoment(expiresAt, useLocale(), 'time')
  const Icon = isOffer ? BellRing : Timer
  return (
    <section
      aria-label={t('common:unpaid.label')}
      className={clsx(
        'shadow-bar border-t',
        isOffer
          ? 'bg-vermilion-50 border-vermilion-200 text-vermilion-800'
          : 'bg-honey-100 border-honey-200 text-honey-900',
      )}
    >
      <div className="mx-auto flex max-w-6xl items-center gap-3 px-4 py-2 sm:px-6">
        <Icon aria-hidden className="hidden size-6 shrink-0 min-[400px]:block" />
        <div className="min-w-0 flex-1 text-sm leading-snug">
          <p className="font-semibold">
            {t(isOffer ? 'common:unpaid.offer' : 'common:unpaid.held', { count: quantity })}
            {t('common:unpaid.left')}
            <Countdown until={expiresAt} serverNow={serverNow} className="text-base font-bold" />
          </p>
          <p className="truncate">
            {t('common:unpaid.until', { at: until })} · {say(goods.title)}
          </p>
          {others > 0 && <p>{t('common:unpaid.others', { count: others })}</p>}
        </div>
        <LinkButton to={`/checkout/${holdId}`} tone="flash" className="shrink-0">
          {t('common:unpaid.pay')}
        </LinkButton>
      </div>
    </section>
  )
}
