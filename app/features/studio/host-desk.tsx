import { useTranslation } from 'react-i18next'
import type { LiveCard, ShowItem } from '#server/live/index.ts'
import { Notice } from '#app/ui/notice.tsx'
import type { HostCommandName } from '#shared/host-commands.ts'
import type { RtmpOffer } from '#shared/ingest.ts'
import { isOver, type RoomSale } from '#shared/live.ts'
import { isOfRehearsal } from '#shared/rehearsal-room.ts'
import { ReadyCard, type Readiness } from '../admission/ready-card.tsx'
import { CouponDesk } from '../coupons/coupon-desk.tsx'
import { DrawDesk } from '../lucky-draw/draw-desk.tsx'
import { PlansCard } from '../plans/plan-list.tsx'
import type { PlansView } from '../plans/plans.server.ts'
import { CameraCard } from '../broadcast/camera-card.tsx'
import { CommandButton } from './command-button.tsx'
import { useCommandName } from './command-name.ts'
import { Confirm } from './confirm.tsx'
import { DemoBuyers } from './demo-buyers.tsx'
import { EmergencyStop } from './emergency-stop.tsx'
import { EndedSales } from './ended-sales.tsx'
import { GuardCard } from './guard-card.tsx'
import { HeatCard } from './heat-card.tsx'
import { HostChat } from './host-chat.tsx'
import type { HostRoom } from './host-room.ts'
import { LastAct } from './last-act.tsx'
import { LiveNumbers } from './live-numbers.tsx'
import { Queue } from './queue.tsx'
import { COUPON_DESK, DRAW_DESK, QuickRow } from './quick-row.tsx'
import { RefusalNotice } from './refusal-notice.tsx'
import { RunningSale } from './running-sale.tsx'
import { SessionCard } from './session-card.tsx'
import { ShowDesk } from './show-desk.tsx'
import { useHostCommands, type HostCommands, type HostRefusal } from './use-host-commands.ts'
import { useHostRoom, type HostLine } from './use-host-room.ts'
import { WaitingCommands } from './waiting-commands.tsx'

type Props = {
  session: LiveCard
  show: readonly ShowItem[]
  /** which commands whoever sees it may give */
  permitted: readonly HostCommandName[]
  /** for the host alone; null: it is an assistant who sees it */
  hosting: Hosting | null
  loaded: HostRoom
  /** from the address, when a form without scripts was refused */
  refused: HostRefusal | null
}

export type Hosting = {
  /** who are told before it begins */
  followers: number
  /** what it lacks before it may start */
  ready: Readiness
  /** what the village has planned; null: a rehearsal plans nothing */
  plans: PlansView | null
  demo: boolean
  /** null: OBS can't send a picture to this shop */
  rtmp: RtmpOffer | null
}

/** Their cards say themselves why a tap did nothing. */
const SAID_WHERE_TAPPED: readonly HostCommandName[] = ['session:moderate', 'session:draw', 'session:coupon']

const isRunning = ({ state }: RoomSale) => state === 'open' || state === 'paused'
const isWaiting = ({ state }: RoomSale) => state === 'draft' || state === 'scheduled'

/** Everything a host needs while on air, most urgent first; of it, what somebody who helps may do. */
export function HostDesk({ session, show, permitted, hosting, loaded, refused }: Props) {
  const host = useHostRoom(loaded)
  const commands = useHostCommands(host, permitted)
  const { room, line } = host
  const running = room.sales.filter(isRunning)
  const live = room.state === 'live'
  const isRehearsal = session.rehearsalOf !== null
  // A rehearsal is of what the plan was when it began.
  const mayPrepare = hosting !== null && !isRehearsal
  // Its own red button is with what is shown.
  const showsPlanned = room.sales.some(
    (sale) => isWaiting(sale) && sale.productSlug === room.pin.card?.productSlug,
  )
  const isShowing = show.some(({ itemId }) => itemId === room.pin.card?.itemId)
  const quick = live && (
    <QuickRow {...{ room, running, commands }} slowSec={host.hostChat.slowSec} gives={hosting !== null} />
  )
  const nameOf = useCommandName(room.sales, show)
  const refusedAt = commands.refused.filter(({ command }) => !SAID_WHERE_TAPPED.includes(command.command))
  const refusedHere = refused && refusedAt.length === 0 ? [{ refusal: refused, command: null }] : refusedAt
  return (
    <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_24rem] lg:items-start">
      <div className="contents lg:grid lg:gap-5">
        {refusedHere.map(({ refusal, command }, at) => (
          <RefusalNotice key={command?.key ?? at} refusal={refusal} name={command && nameOf(command)} />
        ))}
        {live && <WithoutSignal line={line} />}
        <WaitingCommands nameOf={nameOf} commands={commands} />
        <SessionCard
          {...{ session, commands }}
          followers={hosting?.followers ?? null}
          state={room.state}
          online={line === 'online'}
        />
        {hosting && !isRehearsal && room.state === 'planned' && (
          <ReadyCard session={session} ready={hosting.ready} />
        )}
        {hosting && live && <CameraCard session={session} rtmp={hosting.rtmp} />}
        {live && <EmergencyStop liveSessionId={room.liveSessionId} sales={room.sales} commands={commands} />}
        {!isOver(room.state) && <ShowDesk {...{ room, show, quick, commands }} mayEdit={mayPrepare} />}
        {running.map((sale) => (
          <RunningSale
            key={sale.saleId}
            sale={sale}
            serverNow={room.serverNow}
            featured={room.featuredSaleId === sale.saleId}
            commands={commands}
          />
        ))}
        {!isShowing && quick}
        <div className="order-2 grid gap-3">
          <Queue
            sales={room.sales.filter(isWaiting)}
            session={session}
            live={live}
            serverNow={room.serverNow}
            idle={running.length === 0 && !showsPlanned}
            mayAdd={mayPrepare && !isOver(room.state)}
            commands={commands}
          />
          <EndedSales sales={room.sales.filter(({ state }) => state === 'ended')} />
        </div>
      </div>
      <DeskBeside {...{ host, hosting, commands, nameOf }} villageId={session.villageId} />
    </div>
  )
}

function WithoutSignal({ line }: Pick<HostLine, 'line'>) {
  const { t } = useTranslation()
  return (
    line === 'offline' && (
      <Notice tone="warning" announce="status">
        {t('studio:line.offline')}
      </Notice>
    )
  )
}

type BesideProps = {
  host: ReturnType<typeof useHostRoom>
  villageId: string
  hosting: Hosting | null
  commands: HostCommands
  nameOf: ReturnType<typeof useCommandName>
}

/** On phones the numbers stand between what is on and what comes next. */
function DeskBeside({ host, villageId, hosting, commands, nameOf }: BesideProps) {
  const { room, numbers, hostChat } = host
  const hostsLive = hosting !== null && room.state === 'live'
  return (
    <div className="contents lg:grid lg:gap-5">
      <div className="order-1 grid gap-5">
        <GuardCard guard={numbers.guard} />
        <LiveNumbers numbers={numbers} demoBuyers={room.demoBuyers} />
        {room.state === 'live' && !isOfRehearsal(room.liveSessionId) && (
          <HeatCard liveSessionId={room.liveSessionId} />
        )}
        {hostsLive && commands.may('session:coupon') && (
          <div id={COUPON_DESK} tabIndex={-1}>
            <CouponDesk {...{ host, commands }} />
          </div>
        )}
        {hostsLive && commands.may('session:draw') && (
          <div id={DRAW_DESK} tabIndex={-1}>
            <DrawDesk {...{ host, villageId, commands }} />
          </div>
        )}
        <LastAct act={numbers.lastAct} nameOf={nameOf} />
      </div>
      <div className="order-3 grid grid-cols-1 gap-5">
        {hosting?.plans && room.state === 'planned' && (
          <PlansCard view={hosting.plans} villageId={villageId} shownId={room.liveSessionId} />
        )}
        <HostChat room={room} hostChat={hostChat} commands={commands} />
        {hosting?.demo && (
          <DemoBuyers liveSessionId={room.liveSessionId} on={room.demoBuyers} commands={commands} />
        )}
        {hostsLive && <EndSession liveSessionId={room.liveSessionId} commands={commands} />}
      </div>
    </div>
  )
}

function EndSession({ liveSessionId, commands }: { liveSessionId: string; commands: HostCommands }) {
  const { t } = useTranslation()
  return (
    <Confirm label={t('studio:session.end')} question={t('studio:session.endAsk')}>
      <CommandButton
        action={`/studio/sessions/${liveSessionId}/end`}
        onSubmit={(event) => commands.commandSession(event, liveSessionId, 'end')}
        busy={commands.isWaiting('session:end', liveSessionId)}
        tone="danger"
        wide
      >
        {t('studio:session.endSure')}
      </CommandButton>
    </Confirm>
  )
}
