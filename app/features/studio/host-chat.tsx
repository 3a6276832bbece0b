import { useFetcher } from '@remix-run/react'
import { SendHorizontal } from 'lucide-react'
import { useEffect, useRef, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge } from '#app/ui/badge.tsx'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { CHAT_TEXT_MAX, type ChatView } from '#shared/live.ts'
import type { Result } from '#shared/result.ts'
import { scrollsByKeyboard } from '#app/ui/scrolls-by-keyboard.ts'
import { RefusalNotice } from './refusal-notice.tsx'
import type { HostRefusal } from './use-host-commands.ts'

type Props = { liveSessionId: string; chat: readonly ChatView[] }

/** What the room says, and the host's answer. */
export function HostChat({ liveSessionId, chat }: Props) {
  const { t } = useTranslation()
  const fetcher = useFetcher<Result<ChatView, HostRefusal>>()
  const list = useRef<HTMLDivElement>(null)
  const newest = chat.at(-1)?.id
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight })
  }, [newest])

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const fields = new FormData(form)
    fields.set('answer', 'data')
    fetcher.submit(fields, { method: 'post', action: form.getAttribute('action') ?? '' })
    form.reset()
  }
  return (
    <Card>
      <h2 className="font-serif text-lg font-bold">{t('studio:chat.title')}</h2>
      <div
        ref={list}
        role="log"
        aria-label={t('studio:chat.title')}
        {...scrollsByKeyboard}
        className="my-3 max-h-72 overflow-y-auto"
      >
        {chat.length === 0 && (
          <p className="text-ink-faint py-4 text-center text-sm">{t('studio:chat.empty')}</p>
        )}
        <ol className="grid gap-2">
          {chat.map(({ id, author, isHost, text: words }) => (
            <li key={id} className="text-sm">
              <span className="text-ink-faint mr-2">{author}</span>
              {isHost && <Badge tone="tea">{t('studio:chat.host')}</Badge>} <span>{words}</span>
            </li>
          ))}
        </ol>
      </div>
      {fetcher.data && !fetcher.data.ok && <RefusalNotice refusal={fetcher.data.refusal} />}
      <form
        method="post"
        action={`/studio/sessions/${liveSessionId}/chat`}
        onSubmit={send}
        className="flex items-stretch gap-2"
      >
        <input
          name="text"
          required
          maxLength={CHAT_TEXT_MAX}
          autoComplete="off"
          aria-label={t('studio:chat.label')}
          placeholder={t('studio:chat.placeholder')}
          className="border-line-strong rounded-control placeholder:text-ink-faint min-h-12 min-w-0 flex-1 border bg-white px-3.5"
        />
        <Button type="submit" tone="plain" aria-label={t('studio:chat.send')}>
          <SendHorizontal aria-hidden className="size-5" />
        </Button>
      </form>
    </Card>
  )
}
