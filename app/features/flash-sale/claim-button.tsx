import { Loader } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Countdown } from '#app/ui/countdown.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { isOfRehearsal } from '#shared/rehearsal-room.ts'
import type { ClaimState } from './claim-state.ts'

type ClaimButtonProps = { state: ClaimState; serverNow: string; label?: string }

/** The one button of a sale. What it says is what a tap would do, or why there is nothing to tap. */
export function ClaimButton({ state, serverNow, label }: ClaimButtonProps) {
  const { t } = useTranslation()
  switch (state.kind) {
    case 'ready':
      return (
        <Button type="submit" tone="flash" size="large" wide className="text-xl font-bold tracking-widest">
          {label ?? t('live:claim.take')}
        </Button>
      )
    case 'enter':
      return (
        <Button type="submit" tone="flash" size="large" wide className="text-xl font-bold">
          {t('live:claim.enter')}
        </Button>
      )
    case 'entered':
      return <Closed>{t('live:claim.entered')}</Closed>
    case 'asking':
      return <Waiting>{t('live:claim.asking')}</Waiting>
    case 'proving':
      return <Waiting>{t('live:claim.proving')}</Waiting>
    case 'queued':
      return (
        <Waiting>
          {state.ahead ? t('live:claim.queued', { count: state.ahead }) : t('live:claim.queuedNext')}
        </Waiting>
      )
    case 'held':
      if (isOfRehearsal(state.hold.holdId)) return <Closed>{t('live:claim.heldInRehearsal')}</Closed>
      return (
        <LinkButton to={`/checkout/${state.hold.holdId}`} size="large" wide>
          {t('live:claim.held')}
          <Countdown until={state.hold.expiresAt} serverNow={serverNow} className="text-honey-200" />
          <span className="whitespace-nowrap">{t('live:claim.pay')}</span>
        </LinkButton>
      )
    case 'not_open':
      return <Closed>{state.opensAt ? <OpensAt at={state.opensAt} /> : t('live:claim.waitForHost')}</Closed>
    case 'sold_out':
      return state.mayWait ? (
        <Button type="submit" tone="plain" size="large" wide>
          {t('live:claim.soldOut')} · <span className="text-tea-700">{t('live:claim.wait')}</span>
        </Button>
      ) : (
        <Closed>{t('live:claim.soldOut')}</Closed>
      )
    case 'waiting':
      return <InLine ahead={state.ahead} />
    case 'limit':
      return <Closed>{t('live:claim.limit', { count: state.limit })}</Closed>
    case 'paused':
      return <Closed>{t(state.stopped ? 'live:claim.stopped' : 'live:claim.paused')}</Closed>
    case 'ended':
      return <Closed>{t(state.recalled ? 'live:claim.recalled' : 'live:claim.ended')}</Closed>
  }
}

function InLine({ ahead }: { ahead: number | null }) {
  const { t } = useTranslation()
  return (
    <div className="bg-honey-50 border-honey-200 rounded-control flex min-h-14 items-center gap-3 border pl-5">
      <span className="text-honey-900 flex-1 text-lg font-medium">
        {ahead === null ? t('live:claim.inLine') : t('live:claim.place', { place: ahead + 1 })}
      </span>
      <Button type="submit" tone="quiet">
        {t('live:claim.leave')}
      </Button>
    </div>
  )
}

function OpensAt({ at }: { at: string }) {
  const { t } = useTranslation()
  return (
    <>
      <Moment at={at} style="time" /> {t('live:claim.opens')}
    </>
  )
}

/** Taken, and being asked about: it keeps the focus, and another tap does nothing. */
function Waiting({ children }: { children: ReactNode }) {
  return (
    <Button type="button" tone="flash" size="large" wide busy>
      <Loader aria-hidden className="size-5 animate-spin" />
      {children}
    </Button>
  )
}

function Closed({ children }: { children: ReactNode }) {
  return (
    <Button type="button" size="large" wide disabled>
      {children}
    </Button>
  )
}
