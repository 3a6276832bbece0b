import { useTranslation } from 'react-i18next'
import type { OfferFacts } from '#shared/coupons.ts'
import { Card } from '#app/ui/card.tsx'
import { StockBar } from '#app/ui/stock-bar.tsx'
import { CommandButton } from '../studio/command-button.tsx'
import { Confirm } from '../studio/confirm.tsx'
import type { HostRoom } from '../studio/host-room.ts'
import { RefusalNotice } from '../studio/refusal-notice.tsx'
import type { HostCommands } from '../studio/use-host-commands.ts'
import { OfferSum } from './offer-sum.tsx'
import { OfferTerms } from './offer-terms.tsx'

type Props = { host: Pick<HostRoom, 'room' | 'offers' | 'waitingOffers'>; commands: HostCommands }

/** 发券: what the platform pays for, for the host to give out, and how it goes. */
export function CouponDesk({ host: { room, offers, waitingOffers }, commands }: Props) {
  const { t } = useTranslation()
  const { liveSessionId } = room
  const released = new Set(offers.map(({ offerId }) => offerId))
  const waiting = waitingOffers.filter(({ offerId }) => !released.has(offerId))
  return (
    <Card className="grid gap-4">
      <div>
        <h2 className="font-serif text-xl font-bold">{t('coupons:title')}</h2>
        <p className="text-ink-soft text-sm">{t('coupons:desk.lead')}</p>
      </div>
      {waiting.length + offers.length === 0 && <p className="text-ink-soft">{t('coupons:desk.none')}</p>}
      {waiting.map((offer) => (
        <div key={offer.offerId} className="grid gap-2">
          <Facts offer={offer} />
          <Confirm label={t('coupons:desk.release')} question={t('coupons:desk.ask')}>
            <CommandButton
              action={`/studio/sessions/${liveSessionId}/coupon`}
              onSubmit={(event) => commands.commandSession(event, liveSessionId, 'coupon')}
              fields={{ offerId: offer.offerId }}
              busy={commands.isWaiting('session:coupon', liveSessionId)}
              tone="flash"
              wide
            >
              {t('coupons:desk.sure')}
            </CommandButton>
          </Confirm>
        </div>
      ))}
      {commands.refused
        .filter(({ command }) => command.command === 'session:coupon')
        .map(({ refusal, command }) => (
          <RefusalNotice key={command.key} refusal={refusal} />
        ))}
      {offers.map((offer) => (
        <div key={offer.offerId} className="border-line grid gap-2 border-t pt-4">
          <Facts offer={offer} />
          <StockBar total={offer.pieces} left={offer.pieces - offer.taken} />
        </div>
      ))}
    </Card>
  )
}

function Facts({ offer }: { offer: OfferFacts }) {
  const { t } = useTranslation()
  return (
    <div>
      <p className="flex items-baseline justify-between gap-3 font-medium">
        <span>{t(`coupons:kind.${offer.kind}`)}</span>
        <OfferSum offer={offer} />
      </p>
      <OfferTerms offer={offer} />
    </div>
  )
}
