import { useTranslation } from 'react-i18next'
import type { LiveCard, ShowItem } from '#server/live/index.ts'
import { Notice } from '#app/ui/notice.tsx'
import type { HostCommandName } from '#shared/host-commands.ts'
import type { RtmpOffer } from '#shared/ingest.ts'
import type { RoomSale } from '#shared/live.ts'
import { ReadyCard, type Readiness } from '../admission/ready-card.tsx'
import { DrawDesk } from '../lucky-draw/draw-desk.tsx'
import { CameraCard } from '../broadcast/camera-card.tsx'
import { CommandButton } from './command-button.tsx'
import { useCommandName } from './command-name.ts'
import { Confirm } from './confirm.tsx'
import { DemoBuyers } from './demo-buyers.tsx'
import { EmergencyStop } from './emergency-stop.tsx'
import { EndedSales } from './ended-sales.tsx'
import { GuardCard } from './guard-card.tsx'
import { HostChat } from './host-chat.tsx'
import type { HostRoom } from './host-room.ts'
import { LastAct } from './last-act.tsx'
import { LiveNumbers } from './live-numbers.tsx'
import { Queue } from './queue.tsx'
import { RefusalNotice } from './refusal-notice.tsx'
import { RunningSale } from './running-sale.tsx'
import { SessionCard } from './session-card.tsx'
import { ShowDesk } from './show-desk.tsx'
import { useHostCommands, type HostCommands, type HostRefusal } from './use-host-commands.ts'
import { useHostRoom } from './use-host-room.ts'
import { WaitingCommands } from './waiting-commands.tsx'

type Props = {
  session: LiveCard
  show: readonly ShowItem[]
  /** who are told before it begins */
  followers: number
  /** what it lacks before it may start */
  ready: Readiness
  loaded: HostRoom
  demo: boolean
  /** null: OBS can't send a picture to this shop */
  rtmp: RtmpOffer | null
  /** from the address, when a form without scripts was refused */
  refused: HostRefusal | null
}

/** Their cards say themselves why a tap did nothing. */
const SAID_WHERE_TAPPED: readonly HostCommandName[] = ['session:moderate', 'session:draw']

const isRunning = ({ state }: RoomSale) => state === 'open' || state === 'paused'
const isWaiting = ({ state }: RoomSale) => state === 'draft' || state === 'scheduled'

/** Everything a host needs while on air, most urgent first. */
export function HostDesk({ session, show, followers, ready, loaded, demo, rtmp, refused }: Props) {
  const { t } = useTranslation()
  const host = useHostRoom(loaded)
  const commands = useHostCommands(host)
  const { room, numbers, line } = host
  const running = room.sales.filter(isRunning)
  const live = room.state === 'live'
  // Its own red button is with what is shown.
  const showsPlanned = room.sales.some(
    (sale) => isWaiting(sale) && sale.productSlug === room.pin.card?.productSlug,
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
        {line === 'offline' && live && (
          <Notice tone="warning" announce="status">
            {t('studio:line.offline')}
          </Notice>
        )}
        <WaitingCommands nameOf={nameOf} commands={commands} />
        <SessionCard {...{ session, followers, commands }} state={room.state} online={line === 'online'} />
        {room.state === 'planned' && <ReadyCard session={session} ready={ready} />}
        {live && <CameraCard liveSessionId={room.liveSessionId} rtmp={rtmp} />}
        {live && <EmergencyStop liveSessionId={room.liveSessionId} sales={room.sales} commands={commands} />}
        {room.state !== 'ended' && <ShowDesk room={room} show={show} commands={commands} />}
        {running.map((sale) => (
          <RunningSale
            key={sale.saleId}
            sale={sale}
            serverNow={room.serverNow}
            featured={room.featuredSaleId === sale.saleId}
            commands={commands}
          />
        ))}
        <div className="order-2 grid gap-3">
          <Queue
            sales={room.sales.filter(isWaiting)}
            villageId={session.villageId}
            live={live}
            serverNow={room.serverNow}
            idle={running.length === 0 && !showsPlanned}
            ended={room.state === 'ended'}
            commands={commands}
          />
          <EndedSales sales={room.sales.filter(({ state }) => state === 'ended')} />
        </div>
      </div>
      {/* On phones the numbers stand between what is on and what comes next. */}
      <div className="contents lg:grid lg:gap-5">
        <div className="order-1 grid gap-5">
          <GuardCard guard={numbers.guard} />
          <LiveNumbers numbers={numbers} demoBuyers={room.demoBuyers} />
          {live && <DrawDesk host={host} villageId={session.villageId} commands={commands} />}
          <LastAct act={numbers.lastAct} nameOf={nameOf} />
        </div>
        <div className="order-3 grid grid-cols-1 gap-5">
          <HostChat room={room} hostChat={host.hostChat} commands={commands} />
          {demo && <DemoBuyers liveSessionId={room.liveSessionId} on={room.demoBuyers} commands={commands} />}
          {live && <EndSession liveSessionId={room.liveSessionId} commands={commands} />}
        </div>
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
