import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData, useRevalidator } from '@remix-run/react'
import { Radio } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { maySeeRoom } from '#app/doors/rehearsal.server.ts'
import { sellerOf } from '#app/features/admission/seller.server.ts'
import { claimByForm, type ClaimRefused } from '#app/features/flash-sale/claim-by-form.server.ts'
import { newClaimKey } from '#app/features/flash-sale/claim-key.ts'
import { useClaim } from '#app/features/flash-sale/use-claim.ts'
import { FollowButton } from '#app/features/follows/follow-button.tsx'
import { followView } from '#app/features/follows/follow-view.server.ts'
import { bagLines } from '#app/features/live/bag-lines.ts'
import { CalledOff } from '#app/features/live/called-off.tsx'
import { Chat } from '#app/features/live/chat.tsx'
import { useChosenSale } from '#app/features/live/chosen-sale.ts'
import { ComplainLink } from '#app/features/complaints/complain-link.tsx'
import { RoomCoupons } from '#app/features/coupons/room-coupons.tsx'
import { RoomDraw } from '#app/features/lucky-draw/room-draw.tsx'
import { ConnectionBanner } from '#app/features/live/connection-banner.tsx'
import { FeaturedSale } from '#app/features/live/featured-sale.tsx'
import { usePictureTime } from '#app/features/live/picture-time.ts'
import { PinnedCard } from '#app/features/live/pinned-card.tsx'
import { usePresented } from '#app/features/live/presented.ts'
import { featuredSale, type Room } from '#app/features/live/room-state.ts'
import { OtherHolds } from '#app/features/live/other-holds.tsx'
import { RehearsalBand } from '#app/features/rehearsal/rehearsal-band.tsx'
import { SessionGoods } from '#app/features/live/session-goods.tsx'
import { SellerNote } from '#app/features/live/seller-note.tsx'
import { Stage } from '#app/features/live/stage.tsx'
import { useStageScreen } from '#app/features/live/use-full-screen.ts'
import { useRoom, type LiveRoom } from '#app/features/live/use-room.ts'
import { ReplayRoom } from '#app/features/replay/replay-room.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { titled } from '#app/ui/titled.ts'
import type { RoomSale } from '#shared/live.ts'
import { inLocale } from '#shared/locale.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { live, luckyDraws, likes, coupons } = context.services
  const id = params.liveSessionId ?? ''
  if (!(await maySeeRoom(context, id))) return notFound()
  const [{ t, locale }, session, room, draw, liked, offers] = await Promise.all([
    translator(request),
    live.cardOrRehearsal(id),
    live.snapshot(id, context.buyerId),
    luckyDraws.latestIn(id),
    likes.viewFor(id, context.buyerId),
    coupons.releasedIn(id),
  ])
  if (!session || !room) return notFound()
  const title = inLocale(session.title, locale)
  const { video } = room
  const [replay, follow, next, ownDraw, ownCoupons] = await Promise.all([
    room.state === 'ended' && video.state === 'recorded' ? live.replay(id) : null,
    followView(context, session.villageId),
    room.state === 'called_off' ? live.todayOf(session.villageId) : null,
    draw && luckyDraws.ownPlace(context.buyerId, draw.drawId),
    offers.length > 0 ? coupons.ownIn(context.buyerId, id) : [],
  ])
  return {
    draw,
    ownDraw: ownDraw && { drawId: ownDraw.drawId, number: ownDraw.number },
    drawKey: newClaimKey(),
    ...{ offers, ownCoupons, couponKey: newClaimKey() },
    liked,
    session,
    room,
    replay,
    follow,
    next,
    seller: await sellerOf(context.services, session),
    claimKeys: Object.fromEntries(room.sales.map(({ saleId }) => [saleId, newClaimKey()])),
    title: t('live:titleOf', { title, village: inLocale(session.villageName, locale) }),
  }
}

/** The claim as a form: without JavaScript, or when the socket is dead. */
export async function action({ request, context }: ActionFunctionArgs) {
  return claimByForm(request, context)
}

export const meta: MetaFunction<typeof loader> = titled

export default function LiveRoomPage() {
  const { session } = useLoaderData<typeof loader>()
  return (
    <>
      {session.rehearsalOf && <RehearsalBand />}
      <RoomPage />
    </>
  )
}

function RoomPage() {
  const say = useBilingual()
  const page = useLoaderData<typeof loader>()
  const { session, room: loaded, replay, follow, seller } = page
  const live = useRoom(loaded, { draw: page.draw, likes: page.liked.likes, offers: page.offers })
  const { room } = live
  useReplayWhenOver(room, replay !== null)
  useNextWhenCalledOff(room, session)
  const gifts = <Gifts live={live} />
  if (replay && room.video.state === 'recorded')
    return (
      <ReplayRoom session={session} replay={replay} video={room.video} onLost={live.lookAgain}>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <span className="font-medium">{say(session.villageName)}</span>
          <FollowButton follow={follow} />
        </div>
        {gifts}
        <OtherHolds room={room} shownSaleId={null} />
        <DemoNotice room={room} />
        {seller && <SellerNote seller={seller} />}
      </ReplayRoom>
    )
  return <LivePage live={live} gifts={gifts} />
}

type LivePageProps = { live: LiveRoom; gifts: ReactNode }

function LivePage({ live, gifts }: LivePageProps) {
  const page = useLoaderData<typeof loader>()
  const { session, follow, seller, liked } = page
  const { room, line } = live
  const picture = usePictureTime()
  const { pin, featuredSaleId } = usePresented(room, picture)
  const chosen = useChosenSale(room.sales)
  const sale = chosen ?? featuredSale({ sales: room.sales, featuredSaleId })
  const bag = bagLines({ ...room, pin, featuredSaleId: sale?.saleId ?? null })
  const answer = useActionData<typeof action>()
  const { box, fullScreen, isOver } = useStageScreen()
  const token = answer?.token ?? room.roomToken
  const claiming = useClaim({
    ...{ saleId: sale?.saleId ?? '', firstKey: page.claimKeys[sale?.saleId ?? ''] },
    ...{ ask: live.claim, wait: live.wait, leaveLine: live.leaveLine, onHeld: live.onHeld, token },
  })
  const featured = sale && (
    <FeaturedSale key={sale.saleId} {...{ sale, live, claiming, token, isOver }} isChosen={chosen !== null} />
  )
  const pinned = <PinnedCard card={pin.card} />
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,1fr)_24rem] lg:grid-rows-[auto_1fr] lg:gap-6">
      <Stage
        {...{ session, live, follow, picture, box, fullScreen, bag }}
        isLiked={liked.isOwn}
        goods={isOver && (featured ?? (pin.card && pinned))}
      />
      <div className="flex min-w-0 flex-col gap-4 lg:row-span-2">
        <ConnectionBanner line={line} />
        {answer && !isOvertaken(answer, sale) && <Refused answer={answer} />}
        <Over room={room} />
        {!(isOver && !featured) && pinned}
        {!isOver && (featured ?? (!pin.card && room.state !== 'called_off' && <Quiet />))}
        {gifts}
        <OtherHolds room={room} shownSaleId={sale?.saleId ?? null} />
        <DemoNotice room={room} />
        {room.state !== 'called_off' && <Chat room={room} line={line} say={live.say} />}
        {seller && <SellerNote seller={seller} />}
        {!session.rehearsalOf && <ComplainLink liveSessionId={room.liveSessionId} />}
      </div>
      <div className="min-w-0">{bag.length > 0 && <SessionGoods lines={bag} />}</div>
    </div>
  )
}

function Refused({ answer: { refused } }: { answer: ClaimRefused }) {
  const { t } = useTranslation()
  return (
    <Notice tone={refused.kind === 'in_draw' ? 'success' : 'danger'} announce="alert">
      {t(`errors:refusal.${refused.kind}`, { ...refused })}
    </Notice>
  )
}

function Quiet() {
  const { t } = useTranslation()
  return (
    <EmptyState icon={Radio} title={t('live:quiet')}>
      {t('live:quietText')}
    </EmptyState>
  )
}

/** Nothing more comes, and what there is instead. */
function Over({ room }: { room: Room }) {
  const { t } = useTranslation()
  const { next } = useLoaderData<typeof loader>()
  if (room.state === 'called_off') return <CalledOff startsAt={room.startsAt} next={next} />
  return (
    room.state === 'ended' && (
      <Notice title={t('live:over')}>
        <p>{t('live:overText')}</p>
      </Notice>
    )
  )
}

/** What is given away in the room. */
function Gifts({ live }: { live: LiveRoom }) {
  const { ownDraw, drawKey, ownCoupons, couponKey } = useLoaderData<typeof loader>()
  const { draw } = live.room
  return (
    <>
      <RoomCoupons live={live} own={ownCoupons} claimKey={couponKey} />
      {draw && <RoomDraw key={draw.drawId} draw={draw} live={live} own={ownDraw} claimKey={drawKey} />}
    </>
  )
}

/** Whoever stayed to the end can watch it again where they are. */
function useReplayWhenOver({ state, video }: Room, hasReplay: boolean) {
  const { revalidate } = useRevalidator()
  const isOver = state === 'ended' && video.state === 'recorded' && !hasReplay
  useEffect(() => {
    if (isOver) revalidate()
  }, [isOver, revalidate])
}

/** Whoever waits in it is led on from where they are. */
function useNextWhenCalledOff({ state }: Room, session: { state: Room['state'] }) {
  const { revalidate } = useRevalidator()
  const isNews = state === 'called_off' && session.state !== 'called_off'
  useEffect(() => {
    if (isNews) revalidate()
  }, [isNews, revalidate])
}

function DemoNotice({ room }: { room: Room }) {
  const { t } = useTranslation()
  return room.demoBuyers && <Notice tone="warning">{t('live:demoNotice')}</Notice>
}

/** Being in a draw is news until the draw. */
function isOvertaken({ refused }: ClaimRefused, sale: RoomSale | null): boolean {
  return refused.kind === 'in_draw' && sale?.state !== 'scheduled'
}
