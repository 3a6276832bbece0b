import { Pin } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Badge } from '#app/ui/badge.tsx'
import { ChatForm } from './chat-form.tsx'
import { folded, type FoldedLine } from './chat-lines.ts'
import type { Room } from './room-state.ts'
import type { ChatOutcome, Line } from './use-room.ts'

const SHOWN = 12

type ChatProps = {
  room: Pick<Room, 'chat' | 'notice' | 'slowSec'>
  line: Line
  say: (text: string) => Promise<ChatOutcome>
}

export function Chat({ room: { chat, notice, slowSec }, line, say }: ChatProps) {
  const { t } = useTranslation()
  const lines = folded(chat).slice(-SHOWN)
  return (
    <section aria-label={t('live:chat.title')} className="bg-surface rounded-card shadow-card p-4">
      <h2 className="mb-2 font-serif text-lg font-bold">{t('live:chat.title')}</h2>
      <div role="status" className="empty:hidden">
        {notice && <PinnedNotice text={notice} />}
      </div>
      <div role="log" aria-label={t('live:chat.title')} className="flex min-h-40 flex-col justify-end">
        <ul className="flex flex-col gap-2">
          {lines.length === 0 && <li className="text-ink-faint text-sm">{t('live:chat.empty')}</li>}
          {lines.map((one) => (
            <ChatLine key={one.id} line={one} />
          ))}
        </ul>
      </div>
      {line === 'online' ? <ChatForm say={say} slowSec={slowSec} /> : <ChatClosed line={line} />}
    </section>
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
