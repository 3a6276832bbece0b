import { BellRing, CalendarDays, ChartNoAxesColumn, ImageUp, ListChecks, Radio, Users } from 'lucide-react'
import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { LiveCard } from '#server/live/index.ts'
import { useBilingual, useLocale } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { formatMoment } from '#app/ui/moment.tsx'
import { isOver, type LiveState } from '#shared/live.ts'
import { RehearseButton } from '../rehearsal/rehearse-button.tsx'
import { CommandButton } from './command-button.tsx'
import type { HostCommands } from './use-host-commands.ts'

const tones = {
  planned: 'honey',
  live: 'live',
  ended: 'plain',
  called_off: 'plain',
} as const satisfies Record<LiveState, string>

type Props = {
  session: LiveCard
  /** who are told before it begins; null: it is an assistant who sees it */
  followers: number | null
  state: LiveState
  online: boolean
  commands: HostCommands
}

/** Today's live session, and the button that opens it. */
export function SessionCard({ session, followers, state, online, commands }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  const locale = useLocale()
  const { liveSessionId } = session
  const isHost = followers !== null
  const isPlan = isHost && !session.rehearsalOf
  return (
    <Card>
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={tones[state]}>
          {state === 'live' && <Radio aria-hidden className="animate-breathe size-3.5" />}
          {t(`studio:session.state.${state}`)}
        </Badge>
        {online && <Badge tone="tea">{t('studio:line.online')}</Badge>}
        <Link
          to={`/live/${liveSessionId}`}
          className="text-tea-700 -my-2 ml-auto inline-flex min-h-11 items-center text-sm font-medium underline-offset-4 hover:underline"
        >
          {t('studio:room')}
        </Link>
      </div>
      <h1 className="mt-2 font-serif text-2xl font-bold">{say(session.title)}</h1>
      <p className="text-ink-soft text-sm">
        {say(session.villageName)} · {say(session.hostName)} ·{' '}
        {t('studio:session.startsAt', { at: formatMoment(session.startsAt, locale) })}
      </p>
      {state === 'ended' && session.endedUnattended && (
        <p className="text-honey-700 mt-1 text-sm">{t('report:endedUnattended')}</p>
      )}
      {isPlan && !isOver(state) && <HostLinks session={session} />}
      {isPlan && state !== 'live' && (
        <Link
          to={`/studio/${session.villageId}/sessions`}
          className="text-tea-700 inline-flex min-h-11 items-center text-sm font-medium underline-offset-4 hover:underline"
        >
          {t('report:past.title')}
        </Link>
      )}
      {isPlan && state === 'ended' && (
        <LinkButton to={`/studio/sessions/${liveSessionId}/report`} size="large" wide className="mt-4">
          <ChartNoAxesColumn aria-hidden className="size-5" />
          {t('report:open')}
        </LinkButton>
      )}
      {isHost && state === 'planned' && <ToBegin {...{ session, followers, commands }} />}
    </Card>
  )
}

type ToBeginProps = Pick<Props, 'session' | 'commands'> & { followers: number }

/** The button that opens it; of a plan, what comes before that as well. */
function ToBegin({ session, followers, commands }: ToBeginProps) {
  const { t } = useTranslation()
  const { liveSessionId, rehearsalOf } = session
  return (
    <div className="mt-4 grid gap-3">
      {!rehearsalOf && (
        <p className="text-ink-soft flex items-center gap-2 text-sm">
          <BellRing aria-hidden className="size-4 shrink-0" />
          {t('follows:told', { count: followers })}
        </p>
      )}
      <CommandButton
        action={`/studio/sessions/${liveSessionId}/start`}
        onSubmit={(event) => commands.commandSession(event, liveSessionId, 'start')}
        busy={commands.isWaiting('session:start', liveSessionId)}
        tone="flash"
        wide
      >
        {t('studio:session.start')}
      </CommandButton>
      {!rehearsalOf && (
        <>
          <LinkButton to={`/studio/sessions/${liveSessionId}/preflight`} tone="plain" wide>
            <ListChecks aria-hidden className="size-5" />
            {t('preflight:title')}
          </LinkButton>
          <RehearseButton liveSessionId={liveSessionId} />
        </>
      )}
    </div>
  )
}

/** What is prepared before a session, and can be changed while it is on the air. */
function HostLinks({ session: { liveSessionId, villageId } }: Pick<Props, 'session'>) {
  const { t } = useTranslation()
  return (
    <div className="-ml-3 flex flex-wrap">
      <LinkButton to={`/studio/sessions/${liveSessionId}/assistants`} tone="quiet">
        <Users aria-hidden className="size-5" />
        {t('studio:assistants.title')}
      </LinkButton>
      <LinkButton to={`/studio/sessions/${liveSessionId}/cover`} tone="quiet">
        <ImageUp aria-hidden className="size-5" />
        {t('studio:cover.title')}
      </LinkButton>
      <LinkButton to={`/studio/${villageId}/plan`} tone="quiet">
        <CalendarDays aria-hidden className="size-5" />
        {t('studio:plans.title')}
      </LinkButton>
    </div>
  )
}
