import { Pin } from 'lucide-react'
import { clsx } from 'clsx'
import { useTranslation } from 'react-i18next'
import { keptSwitch, useKeptSwitch } from '#app/ui/kept-choice.ts'
import { folded, type FoldedLine } from './chat-lines.ts'
import type { Room } from './room-state.ts'

/** More than fit, for short ones; what does not fit whole is not seen. */
const SHOWN = 4

const foldedAway = keptSwitch('shanhuo.chat-folded')
export const useChatFolded = () => useKeptSwitch(foldedAway)

type Props = { room: Pick<Room, 'chat' | 'notice'> }

/**
 * What was said last, over the picture: as high whatever is said, so that nothing below moves while somebody taps it.
 * A screen reader is told of each line by the list of all of them, and once is enough.
 */
export function ChatOverPicture({ room: { chat, notice } }: Props) {
  const { t } = useTranslation()
  const lines = folded(chat).slice(-SHOWN).reverse()
  return (
    <div
      aria-hidden
      className="pointer-events-none flex h-24 w-full max-w-[88%] min-w-0 flex-col gap-1 text-[0.9375rem] leading-normal sm:mr-auto sm:h-33 sm:max-w-md sm:text-base"
    >
      {notice && (
        <p className="bg-honey-100 text-honey-900 flex w-fit max-w-full shrink-0 items-center gap-1.5 rounded-lg px-2 py-0.5">
          <Pin className="size-4 shrink-0" />
          <span className="truncate">
            <span className="font-medium">{t('live:chat.notice')}</span> <bdi>{notice}</bdi>
          </span>
        </p>
      )}
      {/* From its foot up; a line that does not fit wraps into a second column, which is not seen. */}
      <ul className="flex min-h-0 flex-1 flex-col-reverse flex-wrap gap-1 overflow-hidden">
        {lines.map((line) => (
          <OverLine key={line.id} line={line} />
        ))}
      </ul>
    </div>
  )
}

function OverLine({ line: { author, isHost, text, reply, state, times } }: { line: FoldedLine }) {
  const { t } = useTranslation()
  return (
    <li className="motion-safe:animate-rise w-full">
      <span className="bg-ink/80 block w-fit max-w-full rounded-lg px-2 py-0.5">
        <span className="line-clamp-2 wrap-anywhere">
          {isHost && (
            <span className="bg-vermilion-600 mr-1 rounded px-1 text-[0.8em]">{t('live:chat.host')}</span>
          )}
          <span className={isHost ? 'text-honey-200 font-semibold' : 'text-tea-200'}>{author}</span>{' '}
          {reply && <span className="text-tea-200">@{reply.author} </span>}
          <bdi className={clsx(state && 'opacity-75')}>{text}</bdi>
          {times > 1 && <span className="text-honey-200 ml-1">×{times}</span>}
          {state && <span className="text-honey-200 ml-1">{t(`live:chat.${state}`)}</span>}
        </span>
      </span>
    </li>
  )
}
