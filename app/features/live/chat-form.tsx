import { Send, X } from 'lucide-react'
import { clsx } from 'clsx'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { CHAT_TEXT_MAX, type ChatRefusal } from '#shared/chat.ts'
import { lengthOf } from '#shared/text.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { EmojiRow } from './emoji-row.tsx'
import { IconButton } from './icon-button.tsx'
import type { ChatOutcome } from './use-room.ts'

/** From so many letters on it is said how many are left. */
const SAYS_LEFT_FROM = CHAT_TEXT_MAX - 20

type Props = {
  say: (text: string) => Promise<ChatOutcome>
  slowSec: number
  /** over a picture, where it is opened to say one thing */
  onDone?(): void
}

/** What was not let through stays in the field, with why. */
export function ChatForm({ say, slowSec, onDone }: Props) {
  const { t } = useTranslation()
  const field = useRef<HTMLInputElement>(null)
  const onDark = onDone !== undefined
  const [text, setText] = useState('')
  const [problem, setProblem] = useState('')
  const sentence = useRefusalSentence()
  const left = CHAT_TEXT_MAX - lengthOf(text.trim())

  useEffect(() => {
    if (onDark) field.current?.focus()
  }, [onDark])

  async function send(event: FormEvent) {
    event.preventDefault()
    const spoken = text.trim()
    if (!spoken) return
    if (left < 0) return setProblem(t('live:chat.tooLong', { count: CHAT_TEXT_MAX }))
    const outcome = await say(spoken)
    if (outcome.ok) setText('')
    setProblem(outcome.ok ? '' : sentence(outcome.refusal))
    if (outcome.ok) onDone?.()
  }

  function put(emoji: string) {
    const { selectionStart, selectionEnd } = field.current!
    const from = selectionStart ?? text.length
    const to = selectionEnd ?? from
    flushSync(() => setText(text.slice(0, from) + emoji + text.slice(to)))
    field.current!.setSelectionRange(from + emoji.length, from + emoji.length)
  }

  return (
    <form
      onSubmit={(event) => void send(event)}
      className={clsx('flex flex-col gap-2', !onDark && 'border-line mt-3 border-t pt-3')}
    >
      {slowSec > 0 && (
        <p className={clsx('text-sm', !onDark && 'text-ink-soft')}>
          {t('live:chat.slow', { count: slowSec })}
        </p>
      )}
      <EmojiRow onPick={put}>
        {onDone && <IconButton icon={X} label={t('live:chat.stopSpeaking')} onClick={onDone} />}
      </EmojiRow>
      <div className="flex gap-2">
        <input
          ref={field}
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-label={t('live:chat.label')}
          placeholder={t('live:chat.placeholder')}
          autoComplete="off"
          enterKeyHint="send"
          className="border-line-strong rounded-control text-ink min-h-12 min-w-0 flex-1 border bg-white px-3.5 text-base"
        />
        <button
          aria-label={t('live:chat.send')}
          className="bg-tea-600 hover:bg-tea-700 rounded-control grid size-12 shrink-0 place-items-center text-white"
        >
          <Send aria-hidden className="size-5" />
        </button>
      </div>
      <Below problem={problem} length={CHAT_TEXT_MAX - left} onDark={onDark} />
    </form>
  )
}

type BelowProps = { problem: string; length: number; onDark: boolean }

/** Why it was not let through, and how long it may get. */
function Below({ problem, length, onDark }: BelowProps) {
  const alarm = onDark ? 'text-vermilion-200' : 'text-vermilion-700'
  return (
    <div className={clsx('-mt-1 flex justify-between gap-3 text-sm', !onDark && 'min-h-5')}>
      <p role="status" className={alarm}>
        {problem}
      </p>
      {length >= SAYS_LEFT_FROM && (
        <span className={clsx('shrink-0', length > CHAT_TEXT_MAX ? alarm : !onDark && 'text-ink-faint')}>
          {length}/{CHAT_TEXT_MAX}
        </span>
      )}
    </div>
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
