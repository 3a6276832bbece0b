import { Gift, PackagePlus, Tickets, Timer, TimerOff, type LucideIcon } from 'lucide-react'
import type { MouseEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RoomSale, RoomSnapshot } from '#shared/live.ts'
import { CommandButton } from './command-button.tsx'
import { moderatePath } from './chat-act.tsx'
import type { HostCommands } from './use-host-commands.ts'

/** One tap is one carton or so; other numbers are with the sale. */
const PIECES = 10
const SLOW = '10s'

export const COUPON_DESK = 'coupon-desk'
export const DRAW_DESK = 'draw-desk'

type Props = {
  room: Pick<RoomSnapshot, 'liveSessionId' | 'pin'>
  running: readonly RoomSale[]
  slowSec: number
  /** whether the desks of what is given away are on the page */
  gives: boolean
  commands: HostCommands
}

/** What a host reaches for while talking, in one thumb's way under what is shown. */
export function QuickRow({ room: { liveSessionId, pin }, running, slowSec, gives, commands }: Props) {
  const { t } = useTranslation()
  const isSlow = slowSec > 0
  // Of what is shown, where that is on sale.
  const sale = running.find(({ productSlug }) => productSlug === pin.card?.productSlug) ?? running[0]
  return (
    <div
      role="group"
      aria-label={t('studio:quick.title')}
      className="grid grid-cols-[repeat(auto-fit,minmax(min(8rem,100%),1fr))] gap-3 empty:hidden"
    >
      {sale && commands.may('sale:restock') && (
        <CommandButton
          action={`/studio/sales/${sale.saleId}/restock`}
          onSubmit={(event) => commands.commandSale(event, sale.saleId, 'restock')}
          fields={{ pieces: String(PIECES) }}
          busy={commands.isWaiting('sale:restock', sale.saleId)}
          {...giant}
        >
          <Face icon={PackagePlus}>{t('studio:quick.restock', { count: PIECES })}</Face>
        </CommandButton>
      )}
      {gives && commands.may('session:coupon') && (
        <DeskLink desk={COUPON_DESK}>
          <Face icon={Tickets}>{t('studio:quick.coupon')}</Face>
        </DeskLink>
      )}
      {gives && commands.may('session:draw') && (
        <DeskLink desk={DRAW_DESK}>
          <Face icon={Gift}>{t('studio:quick.draw')}</Face>
        </DeskLink>
      )}
      {commands.may('session:moderate') && (
        <CommandButton
          action={moderatePath(liveSessionId)}
          onSubmit={commands.commandChat}
          fields={{ act: 'slow', mode: isSlow ? 'off' : SLOW }}
          busy={commands.isWaiting('session:moderate', 'slow')}
          {...giant}
        >
          <Face icon={isSlow ? TimerOff : Timer}>
            {t(isSlow ? 'studio:quick.notSlow' : 'studio:quick.slow')}
          </Face>
        </CommandButton>
      )}
    </div>
  )
}

const giant = { tone: 'plain', size: 'large', wide: true, className: 'min-h-20 !px-2' } as const

function Face({ icon: Icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <span className="grid justify-items-center gap-1">
      <Icon aria-hidden className="size-6" />
      {children}
    </span>
  )
}

/**
 * To a desk further down, which it unfolds where there is one thing to do. Not by the router: that would load the page's
 * data, and lose it without a signal.
 */
function DeskLink({ desk, children }: { desk: string; children: ReactNode }) {
  function open(event: MouseEvent) {
    const place = document.getElementById(desk)
    if (!place) return
    event.preventDefault()
    const [fold, another] = place.querySelectorAll<HTMLDetailsElement>('details:not(details details)')
    if (fold && !another) fold.open = true
    place.scrollIntoView()
    place.focus({ preventScroll: true })
  }
  return (
    <a
      href={`#${desk}`}
      onClick={open}
      className="bg-surface border-line-strong/60 hover:border-ink-soft hover:bg-paper-deep rounded-control flex min-h-20 items-center justify-center border px-2 text-center text-lg leading-tight font-medium"
    >
      {children}
    </a>
  )
}
