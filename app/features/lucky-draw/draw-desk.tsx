import { Gift } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Badge } from '#app/ui/badge.tsx'
import { LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Countdown } from '#app/ui/countdown.tsx'
import type { LuckyDrawView } from '#shared/lucky-draw.ts'
import type { HostRoom } from '../studio/host-room.ts'
import { RefusalNotice } from '../studio/refusal-notice.tsx'
import type { HostCommands } from '../studio/use-host-commands.ts'
import { DrawForm } from './draw-form.tsx'
import { DrawnSentence } from './drawn-sentence.tsx'
import { Odds } from './odds.tsx'
import { PrizeFacts } from './prize-facts.tsx'
import { useUntilDrawn } from './use-until-drawn.ts'

/** The socket tells it sooner. */
const DESK_PATIENCE_MS = 5_000

type Props = {
  host: Pick<HostRoom, 'room' | 'draw'>
  villageId: string
  commands: HostCommands
}

/** 抽奖 at the host's desk: what runs, what came of it, and the form of the next one. */
export function DrawDesk({ host: { room, draw }, villageId, commands }: Props) {
  const { t } = useTranslation()
  const { liveSessionId, serverNow } = room
  const isRunning = draw !== null && draw.drawnAt === null
  return (
    <Card className="grid gap-4">
      <div className="flex items-center justify-between gap-3">
        <h2 className="flex items-center gap-2 font-serif text-xl font-bold">
          {t('draws:title')}
          {isRunning && <Badge tone="honey">{t('draws:running')}</Badge>}
        </h2>
        <LinkButton to={`/studio/${villageId}/draws`} tone="quiet">
          <Gift aria-hidden className="size-5" />
          {t('draws:prizes.title')}
        </LinkButton>
      </div>
      {draw && (isRunning ? <Running draw={draw} serverNow={serverNow} /> : <Drawn draw={draw} />)}
      {!isRunning && (
        <details className="group" key={draw?.drawId}>
          <summary className="rounded-control border-line-strong/60 hover:bg-paper-deep flex min-h-14 cursor-pointer list-none items-center justify-center gap-2 border px-4 text-lg font-medium group-open:mb-4">
            {draw ? t('draws:form.again') : t('draws:form.begin')}
          </summary>
          <DrawForm liveSessionId={liveSessionId} commands={commands} />
        </details>
      )}
      {commands.refused
        .filter(({ command }) => command.command === 'session:draw')
        .map(({ refusal, command }) => (
          <RefusalNotice key={command.key} refusal={refusal} />
        ))}
    </Card>
  )
}

function Running({ draw, serverNow }: { draw: LuckyDrawView; serverNow: string }) {
  const { t } = useTranslation()
  useUntilDrawn(draw, serverNow, DESK_PATIENCE_MS)
  return (
    <>
      <PrizeFacts draw={draw} as="h3" />
      <div className="bg-honey-50 rounded-control flex items-center justify-between gap-4 px-4 py-3">
        <p className="font-medium tabular-nums">
          <Odds draw={draw} />
        </p>
        <Countdown until={draw.closesAt} serverNow={serverNow} className="text-2xl font-bold" />
      </div>
      <p className="text-ink-soft text-sm">{t('draws:binds')}</p>
    </>
  )
}

function Drawn({ draw }: { draw: LuckyDrawView }) {
  return (
    <>
      <PrizeFacts draw={draw} as="h3" />
      <p role="status">
        <DrawnSentence draw={draw} />
      </p>
    </>
  )
}
