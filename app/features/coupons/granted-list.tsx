import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { GrantedOffer } from '#server/coupons/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Badge, type BadgeTone } from '#app/ui/badge.tsx'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Money } from '#app/ui/money.tsx'
import type { Bilingual } from '#shared/locale.ts'
import { OfferSum } from './offer-sum.tsx'
import { OfferTerms } from './offer-terms.tsx'

type Props = { offers: readonly GrantedOffer[]; villages: readonly { id: string; name: Bilingual }[] }
type State = 'waiting' | 'released' | 'withdrawn'

const tones: Record<State, BadgeTone> = { waiting: 'honey', released: 'tea', withdrawn: 'plain' }

function stateOf({ releasedAt, withdrawnAt }: GrantedOffer): State {
  if (withdrawnAt) return 'withdrawn'
  return releasedAt ? 'released' : 'waiting'
}

/** Every offer with what was taken of it, what was used, and what that costs. */
export function GrantedList({ offers, villages }: Props) {
  const { t } = useTranslation()
  const nameOf = new Map(villages.map(({ id, name }) => [id, name]))
  if (offers.length === 0) return <p className="text-ink-soft">{t('coupons:platform.none')}</p>
  return (
    <ul className="grid gap-3">
      {offers.map((offer) => (
        <li key={offer.offerId}>
          <GrantedCard offer={offer} village={nameOf.get(offer.villageId)!} />
        </li>
      ))}
    </ul>
  )
}

function GrantedCard({ offer, village }: { offer: GrantedOffer; village: Bilingual }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const { pieces, taken, used, usedFen, liveSessionId } = offer
  const state = stateOf(offer)
  return (
    <Card>
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 font-medium">
        <span>{say(village)}</span>
        <Badge tone={tones[state]}>{t(`coupons:platform.state.${state}`)}</Badge>
        <span className="ml-auto">
          {t(`coupons:kind.${offer.kind}`)} <OfferSum offer={offer} />
        </span>
      </p>
      <OfferTerms offer={offer} />
      <dl className="mt-3 grid grid-cols-3 gap-2 text-sm">
        <Figure label={t('coupons:platform.taken')}>{`${taken} / ${pieces}`}</Figure>
        <Figure label={t('coupons:platform.used')}>{used}</Figure>
        <Figure label={t('coupons:platform.cost')}>
          <Money amount={usedFen} />
        </Figure>
      </dl>
      <p className="text-ink-soft mt-3 text-sm">
        {offer.grantedByName} · <Moment at={offer.grantedAt} />
        {offer.releasedAt && (
          <>
            {' → '}
            {offer.releasedByName} · <Moment at={offer.releasedAt} />
          </>
        )}
      </p>
      {liveSessionId && (
        <Link
          to={`/live/${liveSessionId}`}
          className="text-tea-700 inline-flex min-h-11 items-center text-sm underline underline-offset-4"
        >
          {t('coupons:platform.room')}
        </Link>
      )}
      {state === 'waiting' && (
        <form method="post" action="/platform/coupons/withdraw" className="mt-3">
          <input type="hidden" name="offerId" value={offer.offerId} />
          <Button type="submit" tone="quiet">
            {t('coupons:platform.withdraw')}
          </Button>
        </form>
      )}
    </Card>
  )
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-ink-soft">{label}</dt>
      <dd className="text-lg font-semibold tabular-nums">{children}</dd>
    </div>
  )
}
