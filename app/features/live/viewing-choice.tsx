import { Eye, EyeOff, Headphones, Minimize2, type LucideIcon } from 'lucide-react'
import { clsx } from 'clsx'
import { useTranslation } from 'react-i18next'
import type { LivePlayback } from '#shared/live.ts'
import { VIEWINGS, type Viewing } from './use-viewing.ts'

const ICONS: Record<Viewing, LucideIcon> = { whole: Eye, small: Minimize2, sound: Headphones, off: EyeOff }

type Props = {
  video: LivePlayback
  /** null: nothing has been chosen yet */
  chosen: Viewing | null
  onChoose(viewing: Viewing): void
}

/** How much of a picture somebody wants who pays for data. */
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
      className="bg-ink/95 rounded-card absolute top-1/2 left-3 z-20 grid w-52 -translate-y-1/2 gap-1 p-2 sm:left-1/2 sm:w-60 sm:-translate-x-1/2"
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
              'rounded-control flex min-h-11 items-center gap-3 px-3 text-left text-sm text-white',
              viewing === chosen ? 'bg-white/25 font-semibold' : 'hover:bg-white/15',
            )}
          >
            <Icon aria-hidden className="size-5 shrink-0" />
            {t(`live:viewing.${viewing}`)}
          </button>
        )
      })}
    </div>
  )
}
