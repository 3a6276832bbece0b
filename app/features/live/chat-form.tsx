import { Send } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { CHAT_TEXT_MAX, type ChatRefusal } from '#shared/chat.ts'
import { lengthOf } from '#shared/text.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import type { ChatOutcome } from './use-room.ts'

/** From so many letters on it is said how many are left. */
const SAYS_LEFT_FROM = CHAT_TEXT_MAX - 20

type Props = { say: (text: string) => Promise<ChatOutcome>; slowSec: number }

/** What was not let through stays in the field, with why. */
export function ChatForm({ say, slowSec }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [problem, setProblem] = useState('')
  const sentence = useRefusalSentence()
  const left = CHAT_TEXT_MAX - lengthOf(text.trim())

  async function send(event: FormEvent) {
    event.preventDefault()
    const spoken = text.trim()
    if (!spoken) return
    if (left < 0) return setProblem(t('live:chat.tooLong', { count: CHAT_TEXT_MAX }))
    const outcome = await say(spoken)
    if (outcome.ok) setText('')
    setProblem(outcome.ok ? '' : sentence(outcome.refusal))
  }

  return (
    <form onSubmit={(event) => void send(event)} className="border-line mt-3 border-t pt-3">
      {slowSec > 0 && <p className="text-ink-soft mb-2 text-sm">{t('live:chat.slow', { count: slowSec })}</p>}
      <div className="flex gap-2">
        <input
          value={text}
          onChange={(event) => setText(event.target.value)}
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
      <div className="mt-1 flex min-h-5 justify-between gap-3 text-sm">
        <p role="status" className="text-vermilion-700">
          {problem}
        </p>
        {CHAT_TEXT_MAX - left >= SAYS_LEFT_FROM && (
          <span className={left < 0 ? 'text-vermilion-700 shrink-0' : 'text-ink-faint shrink-0'}>
            {lengthOf(text.trim())}/{CHAT_TEXT_MAX}
          </span>
        )}
      </div>
    </form>
  )
}

function useRefusalSentence() {
  const { t } = useTranslation()
  const locale = useLocale()
  return (refusal: ChatRefusal): string => {
    switch (refusal.kind) {
      case 'chat_too_fast':
        return t('live:chat.tooFast', { count: refusal.retryAfterSec })
      case 'slow_mode':
        return t('live:chat.slowMode', { count: refusal.retryAfterSec })
      case 'muted': {
        const at = refusal.until && new Date(refusal.until)
        const until = at && at.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' })
        return until ? t('live:chat.mutedUntil', { at: until }) : t('live:chat.muted')
      }
      default:
        return t(`errors:refusal.${refusal.kind}`)
    }
  }
}
