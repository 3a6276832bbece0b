import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Card } from '#app/ui/card.tsx'
import { scrollsByKeyboard } from '#app/ui/scrolls-by-keyboard.ts'
import type { ChatView, HostChat as Beside } from '#shared/chat.ts'
import type { RoomSnapshot } from '#shared/live.ts'
import { ChatLine } from './chat-line.tsx'
import { ChatRulesDesk } from './chat-rules-desk.tsx'
import { HeldLines } from './held-lines.tsx'
import { HostChatForm } from './host-chat-form.tsx'
import { listed } from './listed-lines.ts'
import { RefusalNotice } from './refusal-notice.tsx'
import type { HostCommands, HostRefusal } from './use-host-commands.ts'

type Props = { room: RoomSnapshot; hostChat: Beside; commands: HostCommands }

/** What the room says, the host's answer, and what the host does about it. */
export function HostChat({ room: { liveSessionId, chat }, hostChat, commands }: Props) {
  const { t } = useTranslation()
  const [sayRefusal, setSayRefusal] = useState<HostRefusal | null>(null)
  const [replyTo, setReplyTo] = useState<ChatView | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const [openedId, setOpenedId] = useState<string | null>(null)
  const lines = listed(chat, hostChat, openedId)
  const newest = lines.at(-1)?.id
  useEffect(() => {
    // A line that the host has opened stays under the thumb.
    if (!list.current?.querySelector('details[open]'))
      list.current?.scrollTo({ top: list.current.scrollHeight })
  }, [newest])
  const stopReplying = useCallback(() => setReplyTo(null), [])

  const moderates = commands.may('session:moderate')
  const acts = commands.refused.filter(({ command }) => command.command === 'session:moderate')
  return (
    <Card>
      <h2 className="font-serif text-lg font-bold">{t('studio:chat.title')}</h2>
      {moderates && (
        <HeldLines
          liveSessionId={liveSessionId}
          lines={hostChat.aside.filter(({ why }) => why === 'held')}
          commands={commands}
        />
      )}
      <div
        ref={list}
        role="log"
        aria-label={t('studio:chat.title')}
        {...scrollsByKeyboard}
        className="my-3 max-h-96 overflow-y-auto"
      >
        {lines.length === 0 && (
          <p className="text-ink-faint py-4 text-center text-sm">{t('studio:chat.empty')}</p>
        )}
        <ol className="grid grid-cols-1">
          {lines.map((line) => (
            <ChatLine
              key={line.id}
              liveSessionId={liveSessionId}
              line={line}
              commands={commands}
              reply={setReplyTo}
              opened={setOpenedId}
            />
          ))}
        </ol>
      </div>
      <RefusalNotice refusal={sayRefusal ?? acts.at(-1)?.refusal ?? null} />
      {moderates && (
        <>
          <HostChatForm
            liveSessionId={liveSessionId}
            refused={setSayRefusal}
            replyTo={replyTo}
            stopReplying={stopReplying}
          />
          <ChatRulesDesk liveSessionId={liveSessionId} hostChat={hostChat} commands={commands} />
        </>
      )}
    </Card>
  )
}
