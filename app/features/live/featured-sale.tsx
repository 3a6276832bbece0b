import { Link } from '@remix-run/react'
import { clsx } from 'clsx'
import { ChevronLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RoomSale } from '#shared/live.ts'
import { isOfRehearsal } from '#shared/rehearsal-room.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Weight } from '#app/ui/count.tsx'
import { Countdown, useServerNow } from '#app/ui/countdown.tsx'
import { Money, Price } from '#app/ui/money.tsx'
import { StockBar } from '#app/ui/stock-bar.tsx'
import { GoodsPicture } from '../catalog/goods-picture.tsx'
import { ClaimButton } from '../flash-sale/claim-button.tsx'
import { ClaimForm } from '../flash-sale/claim-form.tsx'
import { askOf, claimState } from '../flash-sale/claim-state.ts'
import { ClaimStatus } from '../flash-sale/claim-status.tsx'
import { PayFirstTerms } from '../flash-sale/pay-first.tsx'
import type { ClaimLine } from '../flash-sale/use-claim.ts'
import { CARD_ID, toSale } from './chosen-sale.ts'
import type { LiveRoom } from './use-room.ts'

type FeaturedSaleProps = {
  sale: RoomSale
  live: LiveRoom
  claiming: ClaimLine
  /** shows that this page was open before */
  token: string
  /** over the picture, where there is place for no more than it takes to buy */
  isOver: boolean
  /** it is the viewer's own choice, whatever the host shows */
  isChosen: boolean
}

/** The goods that the host is showing, with the one button. */
export function FeaturedSale({
  sale,
  live: { room, line },
  claiming,
  token,
  isOver,
  isChosen,
}: FeaturedSaleProps) {
  const { t } = useTranslation()
  const serverNowMs = useServerNow(room.serverNow)
  const { holds, entries, places } = room
  const state = claimState({ sale, holds, entries, places, tap: claiming.tap, serverNowMs })
  const asks = askOf(state)
  // Whoever has got something is told by the button's own sentence.
  const tells = sale.payFirst && state.kind !== 'held' && state.kind !== 'ended'
  return (
    <section
      id={CARD_ID}
      aria-label={t(isChosen ? 'live:chosen' : 'live:featured')}
      className={clsx(
        'bg-surface text-ink rounded-card shadow-raised flex flex-col',
        isOver ? 'gap-2 p-3' : 'gap-4 p-4 sm:p-5',
      )}
    >
      {isChosen && (
        <Link
          to="?"
          replace
          preventScrollReset
          className="text-tea-700 -my-2 inline-flex min-h-11 items-center gap-1 self-start text-sm font-medium"
        >
          <ChevronLeft aria-hidden className="size-4" />
          {t('live:backToFeatured')}
        </Link>
      )}
      {isOver ? <FactsInShort sale={sale} /> : <SaleFacts sale={sale} serverNow={room.serverNow} />}
      {/* What an ended sale has left went back to the shelf: nought would read as sold out. */}
      {sale.state !== 'ended' && <StockBar left={sale.left} total={sale.total} held={sale.held} />}
      {tells && room.paysFirst && <PayFirstTerms mine />}
      {/* Where a card is higher than the screen, the button is what stays. */}
      <div
        className={isOver ? 'bg-surface sticky bottom-0 -mb-1 pb-1 [&_[role=status]]:min-h-0' : 'contents'}
      >
        <ClaimForm
          action={`/live/${room.liveSessionId}${isChosen ? toSale(sale.saleId) : ''}`}
          sale={sale}
          claimKey={claiming.claimKey}
          open={state.kind === 'ready' || state.kind === 'enter'}
          ask={asks}
          token={token}
          {...(line === 'online' && { onAsk: (quantity: number) => claiming.ask(asks, quantity) })}
        >
          <ClaimButton state={state} serverNow={room.serverNow} />
          <ClaimStatus state={state} tap={claiming.tap} />
        </ClaimForm>
      </div>
      {tells && !room.paysFirst && <PayFirstTerms mine={false} />}
      {!isOver && sale.opening !== 'first_come' && !isOfRehearsal(sale.saleId) && <DrawPromise sale={sale} />}
    </section>
  )
}

/** In plain words, and where to check it. */
function DrawPromise({ sale }: { sale: RoomSale }) {
  const { t } = useTranslation()
  return (
    <p className="text-ink-soft text-sm">
      {t(`live:opening.${sale.opening === 'raffle' ? 'raffle' : 'fair'}`)}{' '}
      <Link to={`/sales/${sale.saleId}/log`} className="text-tea-700 underline underline-offset-4">
        {t('live:opening.log')}
      </Link>
    </p>
  )
}

function FactsInShort({ sale }: { sale: RoomSale }) {
  const say = useBilingual()
  return (
    <div className="flex gap-2">
      <span className="size-12 shrink-0 overflow-hidden rounded-lg">
        <GoodsPicture name={sale.picture} alt="" sizes="48px" className="size-full" />
      </span>
      <div className="min-w-0 flex-1 leading-tight">
        <h2 className="truncate font-serif font-bold">{say({ zh: sale.titleZh, en: sale.titleEn })}</h2>
        <p className="text-ink-soft flex items-baseline gap-2 text-sm">
          <Price amount={sale.priceFen} className="text-vermilion-700 text-xl" />
          <span className="truncate">{say({ zh: sale.variantNameZh, en: sale.variantNameEn })}</span>
        </p>
      </div>
    </div>
  )
}

function SaleFacts({ sale, serverNow }: { sale: RoomSale; serverNow: string }) {
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <div className="flex flex-wrap gap-4">
      <Link
        to={`/products/${sale.productSlug}`}
        className="rounded-control size-28 shrink-0 overflow-hidden sm:size-32"
      >
        <GoodsPicture
          name={sale.picture}
          alt={say({ zh: sale.titleZh, en: sale.titleEn })}
          sizes="128px"
          first
          className="size-full"
        />
      </Link>
      {/* In large text below the picture. */}
      <div className="flex min-w-[min(9rem,100%)] flex-1 flex-col gap-1">
        <p className="flex flex-wrap items-center gap-2 text-sm">
          {sale.endsAt && sale.state === 'open' && (
            <Badge tone="flash">
              {t('live:endsIn')} <Countdown until={sale.endsAt} serverNow={serverNow} />
            </Badge>
          )}
        </p>
        <h2 className="line-clamp-2 font-serif text-lg leading-snug font-bold">
          {say({ zh: sale.titleZh, en: sale.titleEn })}
        </h2>
        <p className="text-ink-soft text-sm">
          {say({ zh: sale.variantNameZh, en: sale.variantNameEn })} · <Weight grams={sale.netWeightG} />
        </p>
        <p className="mt-auto flex flex-wrap items-baseline gap-x-2">
          <Price amount={sale.priceFen} className="text-vermilion-700 text-3xl" />
          {sale.referenceFen && (
            <Money amount={sale.referenceFen} struck className="text-ink-faint text-sm" />
          )}
        </p>
        <p className="text-tea-700 text-sm">
          {t('live:householdGets')} <Money amount={sale.householdFen} className="font-semibold" />
        </p>
      </div>
    </div>
  )
}
