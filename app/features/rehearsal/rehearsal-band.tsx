import { EyeOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'

/** 彩排中: stays in sight, so that nobody takes a rehearsal for a broadcast, nor a broadcast for a rehearsal. */
export function RehearsalBand() {
  const { t } = useTranslation()
  return (
    <p
      role="note"
      className="bg-honey-200 text-honey-900 rounded-control shadow-card sticky top-16 z-20 mb-4 flex flex-wrap items-center justify-center gap-x-3 border-2 border-current px-4 py-2 text-center font-semibold"
    >
      <EyeOff aria-hidden className="size-5 shrink-0" />
      <span>{t('studio:rehearsal.band')}</span>
    </p>
  )
}
