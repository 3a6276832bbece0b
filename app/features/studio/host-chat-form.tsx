import { SendHorizontal, X } from 'lucide-react'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import type { ChatView } from '#shared/chat.ts'
import { postForm } from './command-lines.ts'
import type { HostRefusal } from './use-host-commands.ts'

type Props = {
  liveSessionId: string
  refused(refusal: HostRefusal | null): void
  replyTo: ChatView | null
  stopReplying(): void
}

/** What was refused, or found no signal, stays in the field. */
export function HostChatForm({ liveSessionId, refused, replyTo, stopReplying }: Props) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (replyTo) field.current?.focus()
  }, [replyTo])
  const [isSending, setIsSending] = useState(false)
  const action = `/studio/sessions/${liveSessionId}/chat`

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isSending) return
    const text = String(new FormData(event.currentTarget).get('text'))
    setIsSending(true)
    const answer = await postForm(action, { text, ...(replyTo && { replyTo: replyTo.id }) })
    setIsSending(false)
    refused(answer?.ok ? null : (answer?.refusal ?? { kind: 'no_signal' }))
    if (!answer?.ok) return
    form.current?.reset()
    stopReplying()
  }
  return (
    <form ref={form} method="post" action={action} onSubmit={(event) => void send(event)}>
      {replyTo && (
        <div className="text-ink-soft border-tea-600 mb-2 flex items-center gap-2 border-l-2 pl-2 text-sm">
          <input type="hidden" name="replyTo" value={replyTo.id} />
          <span className="min-w-0 flex-1 truncate">
            {t('studio:chat.replyTo', { author: replyTo.author })} <bdi>{replyTo.text}</bdi>
          </span>
          <Button tone="quiet" size="small" aria-label={t('studio:chat.noReply')} onClick={stopReplying}>
            <X aria-hidden className="size-5" />
          </Button>
        </div>
      )}
      <div className="flex items-stretch gap-2">
        <input
          ref={field}
          name="text"
          required
          autoComplete="off"
          aria-label={t('studio:chat.label')}
          placeholder={t('studio:chat.placeholder')}
          className="border-line-strong rounded-control placeholder:text-ink-faint min-h-12 min-w-0 flex-1 border bg-white px-3.5"
        />
        <Button type="submit" tone="plain" busy={isSending} aria-label={t('studio:chat.send')}>
          <SendHorizontal aria-hidden className="size-5" />
        </Button>
      </div>
    </form>
  )
}
