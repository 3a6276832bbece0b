import { Volume2, VolumeX } from 'lucide-react'
import { clsx } from 'clsx'
import { useTranslation } from 'react-i18next'

type Props = { isMuted: boolean; onChange(isMuted: boolean): void; labelled?: boolean }

/** Pictures begin without sound, for browsers let no page be heard that nobody has touched. */
export function SoundButton({ isMuted, onChange, labelled = false }: Props) {
  const { t } = useTranslation()
  const Icon = isMuted ? VolumeX : Volume2
  const label = t(isMuted ? 'live:video.unmute' : 'live:video.mute')
  return (
    <button
      type="button"
      onClick={() => onChange(!isMuted)}
      aria-label={labelled ? undefined : label}
      className={clsx(videoButton, labelled ? 'gap-2 px-3 text-sm' : 'w-11 justify-center')}
    >
      <Icon aria-hidden className="size-5" />
      {labelled && label}
    </button>
  )
}

/** How buttons over a picture look. */
export const videoButton =
  'bg-ink/60 hover:bg-ink/80 rounded-control inline-flex min-h-11 items-center text-white'
