import { ArrowDown, Pin } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Badge } from '#app/ui/badge.tsx'
import { scrollsByKeyboard } from '#app/ui/scrolls-by-keyboard.ts'
import { ChatForm } from './chat-form.tsx'
import { folded, type FoldedLine } from './chat-lines.ts'
import type { Room } from './room-state.ts'
import { useFollowingEnd } from './use-following-end.ts'
import type { ChatOutcome, Line } from './use-room.ts'

type ChatProps = {
  room: Pick<Room, 'chat' | 'notice' | 'slowSec'>
  line: Line
  say: (text: string) => Promise<ChatOutcome>
}

/** All that the page knows of what was said. */
export function Chat({ room: { chat, notice, slowSec }, line, say }: ChatProps) {
  const { t } = useTranslation()
  return (
    <section aria-label={t('live:chat.title')} className="bg-surface rounded-card shadow-card p-4">
      <h2 className="mb-2 font-serif text-lg font-bold">{t('live:chat.title')}</h2>
      <div role="status" className="empty:hidden">
        {notice && <PinnedNotice text={notice} />}
      </div>
      <ChatLog lines={folded(chat)} />
      {line === 'online' ? <ChatForm say={say} slowSec={slowSec} /> : <ChatClosed line={line} />}
    </section>
  )
}

function ChatLog({ lines }: { lines: readonly FoldedLine[] }) {
  const { t } = useTranslation()
  const { box, hasNew, onScroll, toEnd } = useFollowingEnd<HTMLDivElement>(lines.at(-1)?.id)
  return (
    <div className="relative">
      <div
        ref={box}
        onScroll={onScroll}
        role="log"
        aria-label={t('live:chat.title')}
        {...scrollsByKeyboard}
        className="flex max-h-80 min-h-40 flex-col overflow-y-auto"
      >
        <ul className="mt-auto flex flex-col gap-2">
          {lines.length === 0 && <li className="text-ink-faint text-sm">{t('live:chat.empty')}</li>}
          {lines.map((one) => (
            <ChatLine key={one.id} line={one} />
          ))}
        </ul>
      </div>
      {hasNew && (
        <button
          type="button"
          onClick={toEnd}
          className="bg-tea-600 hover:bg-tea-700 shadow-raised absolute inset-x-0 bottom-1 mx-auto flex min-h-11 w-fit items-center gap-1.5 rounded-full px-4 text-sm font-medium text-white"
        >
          <ArrowDown aria-hidden className="size-4" />
          {t('live:chat.newer')}
        </button>
      )}
    </div>
  )
}

/** Of the host, for everybody, until it is taken down. */
export function PinnedNotice({ text }: { text: string }) {
  const { t } = useTranslation()
  return (
    <p className="bg-honey-50 border-honey-200 text-honey-900 rounded-control mb-3 flex gap-2 border px-3 py-2 text-sm">
      <Pin aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0 wrap-anywhere">
        <span className="font-medium">{t('live:chat.notice')}</span> <bdi>{text}</bdi>
      </span>
    </p>
  )
}

export function ChatLine({ line }: { line: FoldedLine }) {
  const { t } = useTranslation()
  const { author, isHost, text, reply, state, times } = line
  return (
    <li className="text-sm leading-relaxed wrap-anywhere">
      <span className={isHost ? 'text-vermilion-700 font-semibold' : 'text-ink-faint'}>{author}</span>{' '}
      {isHost && <Badge tone="flash">{t('live:chat.host')}</Badge>}{' '}
      <bdi className={state && 'text-ink-faint'}>{text}</bdi> <Times times={times} />
      {state && <Badge>{t(`live:chat.${state}`)}</Badge>}
      {reply && (
        <span className="text-ink-faint border-line-strong mt-0.5 block truncate border-l-2 pl-2">
          {reply.author}：<bdi>{reply.text}</bdi>
        </span>
      )}
    </li>
  )
}

/** How many said it. */
export function Times({ times }: Pick<FoldedLine, 'times'>) {
  const { t } = useTranslation()
  return (
    times > 1 && (
      <Badge tone="honey">
        <span aria-hidden>×{times}</span>
        <span className="sr-only">{t('live:chat.times', { count: times })}</span>
      </Badge>
    )
  )
}

function ChatClosed({ line }: { line: Line }) {
  const { t } = useTranslation()
  return (
    <p className="text-ink-faint border-line mt-3 border-t pt-3 text-sm">
      {t(line === 'offline' ? 'live:chat.offline' : 'live:chat.connecting')}
    </p>
  )
}
