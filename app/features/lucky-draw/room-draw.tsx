import { Link } from '@remix-run/react'
import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Badge } from '#app/ui/badge.tsx'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Countdown, useServerNow } from '#app/ui/countdown.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { LuckyDrawView, OwnLuckyEntry } from '#shared/lucky-draw.ts'
import type { LiveRoom } from '../live/use-room.ts'
import { DrawnSentence } from './drawn-sentence.tsx'
import { Odds } from './odds.tsx'
import { PrizeFacts } from './prize-facts.tsx'
import { useEnterDraw } from './use-enter-draw.ts'
import { useUntilDrawn } from './use-until-drawn.ts'

/** The socket tells it sooner; this is for news that was lost. */
const ROOM_PATIENCE_MS = 5_000

type Props = {
  draw: LuckyDrawView
  live: LiveRoom
  /** the viewer's entry when the page was loaded */
  own: OwnLuckyEntry | null
  claimKey: string
}

/** 抽奖 in the room: what can be won, who takes part, and what came of it. */
export function RoomDraw({ draw, live, own: loaded, claimKey }: Props) {
  const { t } = useTranslation()
  const { room, line, enterDraw } = live
  const { own, tap, submit } = useEnterDraw({
    ...{ drawId: draw.drawId, own: loaded, ask: enterDraw, claimKey, token: room.roomToken, line },
  })
  useUntilDrawn(draw, room.serverNow, ROOM_PATIENCE_MS)
  const isOver = useServerNow(room.serverNow) >= Date.parse(draw.closesAt)

  return (
    <section
      aria-label={t('draws:title')}
      className="bg-surface rounded-card shadow-raised grid gap-3 p-4 sm:p-5"
    >
      <div className="flex items-center gap-2">
        <Badge tone={draw.drawnAt ? 'plain' : 'honey'}>{t('draws:title')}</Badge>
        {!draw.drawnAt && !isOver && (
          <span className="text-ink-soft ml-auto text-sm">
            {t('draws:closesIn')}{' '}
            <Countdown
              until={draw.closesAt}
              serverNow={room.serverNow}
              className="text-ink text-lg font-semibold"
            />
          </span>
        )}
      </div>
      <PrizeFacts draw={draw} />
      {draw.drawnAt ? (
        <Drawn draw={draw} own={own} />
      ) : (
        <>
          <p className="font-medium tabular-nums">
            <Odds draw={draw} />
          </p>
          <form method="post" action={`/draws/${draw.drawId}/enter`} onSubmit={submit} className="grid gap-2">
            <input type="hidden" name="claimKey" value={claimKey} />
            <input type="hidden" name="token" value={room.roomToken} />
            <EnterButton own={own} isOver={isOver} isAsking={tap.kind === 'asking'} />
            <p role="status" className="text-ink-soft min-h-6 text-center text-sm">
              {tap.kind === 'refused'
                ? t(`draws:refused.${tap.refusal.kind}`, { ...tap.refusal })
                : own
                  ? t('draws:enteredText')
                  : t('draws:freeText')}
            </p>
          </form>
        </>
      )}
      <Link
        to={`/draws/${draw.drawId}`}
        className="text-tea-700 -my-1 inline-flex min-h-11 items-center gap-1 text-sm font-medium underline-offset-4 hover:underline"
      >
        {draw.drawnAt ? t('draws:seeResult') : t('draws:seeRules')}
        <ChevronRight aria-hidden className="size-4" />
      </Link>
    </section>
  )
}

/** What a tap would do, or why there is nothing to tap. */
function EnterButton({
  own,
  isOver,
  isAsking,
}: {
  own: OwnLuckyEntry | null
  isOver: boolean
  isAsking: boolean
}) {
  const { t } = useTranslation()
  if (own)
    return (
      <Button size="large" wide disabled>
        {t('draws:entered', { number: own.number })}
      </Button>
    )
  if (isOver)
    return (
      <Button size="large" wide disabled>
        {t('draws:drawing')}
      </Button>
    )
  return (
    <Button type="submit" size="large" wide busy={isAsking} className="text-xl font-bold">
      {t('draws:enter')}
    </Button>
  )
}

function Drawn({ draw, own }: { draw: LuckyDrawView; own: OwnLuckyEntry | null }) {
  const { t } = useTranslation()
  if (own && draw.winners.some(({ number }) => number === own.number))
    return (
      <Notice tone="success" announce="status" title={t('draws:won')}>
        <p className="mb-3">{t('draws:wonText')}</p>
        <LinkButton to={`/draws/${draw.drawId}#prize`} wide>
          {t('draws:toAddress')}
        </LinkButton>
      </Notice>
    )
  return (
    <div role="status" className="grid gap-1">
      {own && <p className="font-medium">{t('draws:lost', { number: own.number })}</p>}
      <p className="text-ink-soft text-sm">
        <DrawnSentence draw={draw} />
      </p>
    </div>
  )
}
