import { useTranslation } from 'react-i18next'
import type { LiveCard } from '#server/live/index.ts'
import { Notice } from '#app/ui/notice.tsx'
import type { RtmpOffer } from '#shared/ingest.ts'
import type { RoomSale } from '#shared/live.ts'
import { CameraCard } from '../broadcast/camera-card.tsx'
import { CommandButton } from './command-button.tsx'
import { Confirm } from './confirm.tsx'
import { DemoBuyers } from './demo-buyers.tsx'
import { EmergencyStop } from './emergency-stop.tsx'
import { EndedSales } from './ended-sales.tsx'
import { GuardCard } from './guard-card.tsx'
import { HostChat } from './host-chat.tsx'
import type { HostRoom } from './host-room.ts'
import { LiveNumbers } from './live-numbers.tsx'
import { Queue } from './queue.tsx'
import { RefusalNotice } from './refusal-notice.tsx'
import { RunningSale } from './running-sale.tsx'
import { SessionCard } from './session-card.tsx'
import { useHostCommands, type HostCommands, type HostRefusal } from './use-host-commands.ts'
import { useHostRoom } from './use-host-room.ts'

type Props = {
  session: LiveCard
  loaded: HostRoom
  demo: boolean
  /** null: OBS can't send a picture to this shop */
  rtmp: RtmpOffer | null
  /** from the address, when a form without scripts was refused */
  refused: HostRefusal | null
}

const isRunning = ({ state }: RoomSale) => state === 'open' || state === 'paused'
const isWaiting = ({ state }: RoomSale) => state === 'draft' || state === 'scheduled'

/** Everything a host needs while on air, most urgent first. */
export function HostDesk({ session, loaded, demo, rtmp, refused }: Props) {
  const { t } = useTranslation()
  const host = useHostRoom(loaded)
  const commands = useHostCommands(host)
  const chatCommands = useHostCommands(host)
  const { room, numbers, line } = host
  const running = room.sales.filter(isRunning)
  const live = room.state === 'live'
  return (
    <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_24rem] lg:items-start">
      <div className="contents lg:grid lg:gap-5">
        <RefusalNotice refusal={commands.refusal ?? refused} />
        {line === 'offline' && live && (
          <Notice tone="warning" announce="status">
            {t('studio:line.offline')}
          </Notice>
        )}
        <SessionCard session={session} state={room.state} online={line === 'online'} commands={commands} />
        {live && <CameraCard liveSessionId={room.liveSessionId} rtmp={rtmp} />}
        {live && <EmergencyStop liveSessionId={room.liveSessionId} sales={room.sales} commands={commands} />}
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
            idle={running.length === 0}
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
        </div>
        <div className="order-3 grid grid-cols-1 gap-5">
          <HostChat room={room} hostChat={host.hostChat} commands={chatCommands} />
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
        busy={commands.pending === `${liveSessionId}:end`}
        tone="danger"
        wide
      >
        {t('studio:session.endSure')}
      </CommandButton>
    </Confirm>
  )
}
