import { useTranslation } from 'react-i18next'
import { useEffect } from 'react'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Countdown, useServerNow } from '#app/ui/countdown.tsx'
import { isToPay } from '../flash-sale/claim-state.ts'
import { useLookAgain } from '../unpaid/use-unpaid.ts'
import { isOfRehearsal } from '#shared/rehearsal-room.ts'
import type { Room } from './room-state.ts'

/** What the buyer holds of this room's other sales: the host has moved on, the hold has not. */
export function OtherHolds({ room, shownSaleId }: { room: Room; shownSaleId: string | null }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const now = useServerNow(room.serverNow)
  useNewsOfElsewhere(room)
  const others = room.holds.flatMap((hold) => {
    const sale = room.sales.find(({ saleId }) => saleId === hold.saleId)
    return sale && hold.saleId !== shownSaleId && isToPay(hold, now) ? [{ hold, sale }] : []
  })
  // What is held in a rehearsal is not to be paid for.
  if (others.length === 0 || isOfRehearsal(room.liveSessionId)) return null
  return (
    <ul className="grid gap-2">
      {others.map(({ hold, sale }) => (
        <li
          key={hold.holdId}
          className="bg-honey-100 text-honey-900 rounded-control flex items-center gap-3 px-4 py-2 text-sm"
        >
          <span className="min-w-0 flex-1">
            <span className="block font-semibold">
              {t('common:unpaid.held', { count: hold.quantity })}
              {t('common:unpaid.left')}
              <Countdown until={hold.expiresAt} serverNow={room.serverNow} />
            </span>
            <span className="block truncate">{say({ zh: sale.titleZh, en: sale.titleEn })}</span>
          </span>
          <LinkButton to={`/checkout/${hold.holdId}`} tone="flash" size="small" className="shrink-0">
            {t('common:unpaid.pay')}
          </LinkButton>
        </li>
      ))}
    </ul>
  )
}

/** The room's socket also hears of holds that are none of this room's: the shop's own bar shows them. */
function useNewsOfElsewhere({ holds, sales }: Room) {
  const lookAgain = useLookAgain()
  const elsewhere = holds
    .filter((hold) => !sales.some(({ saleId }) => saleId === hold.saleId))
    .map(({ holdId, state }) => `${holdId}:${state}`)
    .join()
  useEffect(() => {
    if (elsewhere) lookAgain()
  }, [elsewhere, lookAgain])
}
