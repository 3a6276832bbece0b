import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

const EMOJI = ['👍', '❤️', '😄', '😋', '🔥', '🙏'] as const

type Props = { onPick(emoji: string): void; children?: ReactNode }

/** What is said most often without words, one tap each. They go by their own names. */
export function EmojiRow({ onPick, children }: Props) {
  const { t } = useTranslation()
  return (
    <div role="group" aria-label={t('live:chat.emoji')} className="flex flex-wrap gap-1">
      {EMOJI.map((emoji) => (
        <button
          key={emoji}
          type="button"
          // The field keeps the focus that it has, and a phone its keyboard as it is.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(emoji)}
          className="rounded-control bg-paper-deep text-ink hover:bg-line grid min-h-11 min-w-10 flex-1 place-items-center text-xl"
        >
          {emoji}
        </button>
      ))}
      {children}
    </div>
  )
}
