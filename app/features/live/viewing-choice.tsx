import { Eye, EyeOff, Headphones, Minimize2, Square, SquareCheck, type LucideIcon } from 'lucide-react'
import { clsx } from 'clsx'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { LivePlayback } from '#shared/live.ts'
import { useCardsFollowPicture } from './presented.ts'
import { VIEWINGS, type Viewing } from './use-viewing.ts'

const ICONS: Record<Viewing, LucideIcon> = { whole: Eye, small: Minimize2, sound: Headphones, off: EyeOff }

type Props = {
  video: LivePlayback
  /** null: nothing has been chosen yet */
  chosen: Viewing | null
  onChoose(viewing: Viewing): void
}

/** How much of a picture somebody wants who pays for data, and whether the goods wait for it. */
export function ViewingChoice({ video, chosen, onChoose }: Props) {
  const { t } = useTranslation()
  const { renditions } = video
  const isThere: Record<Viewing, boolean> = {
    ...{ whole: true, off: true },
    ...{ small: renditions.includes('low'), sound: renditions.includes('sound') },
  }
  return (
    <div
      role="group"
      aria-label={t('live:viewing.title')}
      className="bg-ink/95 rounded-card absolute top-1/2 right-16 left-3 z-20 grid -translate-y-1/2 grid-cols-2 gap-1 p-2 sm:right-auto sm:left-1/2 sm:w-60 sm:-translate-x-1/2 sm:grid-cols-1"
    >
      {VIEWINGS.filter((viewing) => isThere[viewing]).map((viewing) => {
        const Icon = ICONS[viewing]
        return (
          <button
            key={viewing}
            type="button"
            aria-pressed={viewing === chosen}
            onClick={() => onChoose(viewing)}
            className={clsx(
              'rounded-control flex min-h-11 items-center gap-2 px-2 text-left text-sm text-white sm:gap-3 sm:px-3',
              viewing === chosen ? 'bg-white/25 font-semibold' : 'hover:bg-white/15',
            )}
          >
            <Icon aria-hidden className="size-5 shrink-0" />
            {t(`live:viewing.${viewing}`)}
          </button>
        )
      })}
      {chosen !== null && <CardsChoice />}
    </div>
  )
}

/** 商品卡跟着画面 */
function CardsChoice() {
  const { t } = useTranslation()
  const [isOn, choose] = useCardsFollowPicture()
  const id = useId()
  const Icon = isOn ? SquareCheck : Square
  return (
    <div className="col-span-full mt-1 border-t border-white/25 pt-1">
      <button
        type="button"
        role="switch"
        aria-checked={isOn}
        aria-describedby={id}
        onClick={() => choose(!isOn)}
        className="rounded-control flex min-h-11 w-full items-center gap-2 px-2 text-left text-sm text-white hover:bg-white/15 sm:gap-3 sm:px-3"
      >
        <Icon aria-hidden className="size-5 shrink-0" />
        {t('live:viewing.cards')}
      </button>
      <p id={id} className="px-2 pb-1 text-xs text-white/85 sm:px-3">
        {t('live:viewing.cardsHint')}
      </p>
    </div>
  )
}
