import { Send } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChatView } from '#shared/live.ts'
import { Badge } from '#app/ui/badge.tsx'
import type { ChatOutcome, Line } from './use-room.ts'

const TEXT_MAX = 80
const SHOWN = 12

type ChatProps = { messages: readonly ChatView[]; line: Line; say: (text: string) => Promise<ChatOutcome> }

export function Chat({ messages, line, say }: ChatProps) {
  const { t } = useTranslation()
  return (
    <section aria-label={t('live:chat.title')} className="bg-surface rounded-card shadow-card p-4">
      <h2 className="mb-2 font-serif text-lg font-bold">{t('live:chat.title')}</h2>
      <div role="log" aria-label={t('live:chat.title')} className="flex min-h-40 flex-col justify-end">
        <ul className="flex flex-col gap-2">
          {messages.length === 0 && <li className="text-ink-faint text-sm">{t('live:chat.empty')}</li>}
          {messages.slice(-SHOWN).map((message) => (
            <li key={message.id} className="text-sm leading-relaxed">
              <span className={message.isHost ? 'text-vermilion-700 font-semibold' : 'text-ink-faint'}>
                {message.author}
              </span>{' '}
              {message.isHost && <Badge tone="flash">{t('live:chat.host')}</Badge>} {message.text}
            </li>
          ))}
        </ul>
      </div>
      {line === 'online' ? <ChatForm say={say} /> : <ChatClosed line={line} />}
    </section>
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

function ChatForm({ say }: Pick<ChatProps, 'say'>) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [problem, setProblem] = useState('')

  async function send(event: FormEvent) {
    event.preventDefault()
    const spoken = text.trim()
    if (!spoken) return
    const outcome = await say(spoken)
    if (outcome.ok) setText('')
    setProblem(outcome.ok ? '' : sentence(outcome.refusal))
  }

  function sentence(refusal: Extract<ChatOutcome, { ok: false }>['refusal']): string {
    if (refusal.kind === 'chat_too_fast') return t('live:chat.tooFast', { count: refusal.retryAfterSec })
    return t(`errors:refusal.${refusal.kind}`)
  }

  return (
    <form onSubmit={(event) => void send(event)} className="border-line mt-3 border-t pt-3">
      <div className="flex gap-2">
        <input
          value={text}
          onChange={(event) => setText(event.target.value)}
          maxLength={TEXT_MAX}
          aria-label={t('live:chat.label')}
          placeholder={t('live:chat.placeholder')}
          autoComplete="off"
          enterKeyHint="send"
          className="border-line-strong rounded-control min-h-12 min-w-0 flex-1 border bg-white px-3.5 text-base"
        />
        <button
          aria-label={t('live:chat.send')}
          className="bg-tea-600 hover:bg-tea-700 rounded-control grid size-12 shrink-0 place-items-center text-white"
        >
          <Send aria-hidden className="size-5" />
        </button>
      </div>
      <p role="status" className="text-vermilion-700 mt-1 min-h-5 text-sm">
        {problem}
      </p>
    </form>
  )
}
