import type { LucideIcon } from 'lucide-react'
import { clsx } from 'clsx'
import { videoButton } from './sound-button.tsx'

type IconButtonProps = {
  icon: LucideIcon
  label: string
  onClick(): void
  isExpanded?: boolean
  isPressed?: boolean
}

/** A button over a picture that shows no words. */
export function IconButton({ icon: Icon, label, onClick, isExpanded, isPressed }: IconButtonProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      aria-label={label}
      aria-expanded={isExpanded}
      aria-pressed={isPressed}
      title={label}
      className={clsx(videoButton, 'w-11 shrink-0 justify-center', isPressed && 'ring-honey-200 ring-2')}
    >
      <Icon aria-hidden className="size-5" />
    </button>
  )
}
