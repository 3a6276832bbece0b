import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge } from '#app/ui/badge.tsx'
import { Button } from '#app/ui/button.tsx'
import { MUTE_SPANS, type ChatView, type MuteSpan } from '#shared/chat.ts'
import { Times } from '../live/chat.tsx'
import { ChatAct, type ChatActProps } from './chat-act.tsx'
import type { ListedLine } from './listed-lines.ts'

type Props = ChatActProps & {
  line: ListedLine
  reply(line: ChatView): void
  /** it was opened, or closed again */
  opened(messageId: string | null): void
}

const spans = Object.keys(MUTE_SPANS) as MuteSpan[]

/** What somebody said; opened, it shows what can be done about it by whoever may. */
export function ChatLine({ line, reply, opened, ...acting }: Props) {
  // Fifty lines of a lively room have their buttons only where they are wanted.
  const [isOpen, setIsOpen] = useState(false)
  function toggled(isNowOpen: boolean) {
    setIsOpen(isNowOpen)
    opened(isNowOpen ? line.id : null)
  }
  if (!acting.commands.may('session:moderate'))
    return (
      <li className="flex px-1 py-2 text-sm">
        <LineText line={line} />
      </li>
    )
  return (
    <li className="text-sm">
      <details onToggle={(event) => toggled(event.currentTarget.open)}>
        <summary className="hover:bg-paper-deep rounded-control flex min-h-10 cursor-pointer list-none items-start gap-2 px-1 py-2">
          <LineText line={line} />
          <Ellipsis aria-hidden className="text-ink-faint mt-0.5 size-5 shrink-0" />
        </summary>
        {isOpen && <LineActs line={line} reply={reply} {...acting} />}
      </details>
    </li>
  )
}

function LineText({ line: { author, isHost, text, isHidden, times, reply } }: { line: ListedLine }) {
  const { t } = useTranslation()
  return (
    <span className={isHidden ? 'text-ink-faint min-w-0 flex-1' : 'min-w-0 flex-1'}>
      <span className="text-ink-faint mr-2">{author}</span>
      {isHost && <Badge tone="tea">{t('studio:chat.host')}</Badge>}{' '}
      <bdi className={isHidden ? 'wrap-anywhere line-through' : 'wrap-anywhere'}>{text}</bdi>{' '}
      <Times times={times} />
      {isHidden && <Badge>{t('studio:chat.hidden')}</Badge>}
      {reply && (
        <span className="text-ink-faint border-line-strong mt-0.5 block truncate border-l-2 pl-2">
          {reply.author}：<bdi>{reply.text}</bdi>
        </span>
      )}
    </span>
  )
}

function LineActs({ line, reply, ...acting }: Omit<Props, 'opened'>) {
  const { t } = useTranslation()
  const { id: messageId, isHost, isHidden } = line
  return (
    <div className="flex flex-wrap gap-2 pt-1 pb-3">
      {!isHidden && (
        <Button tone="plain" size="small" onClick={() => reply(line)}>
          {t('studio:chat.reply')}
        </Button>
      )}
      <ChatAct {...acting} act={{ act: isHidden ? 'show' : 'hide', messageId }}>
        {t(isHidden ? 'studio:chat.show' : 'studio:chat.hide')}
      </ChatAct>
      {!isHost && (
        <>
          {spans.map((span) => (
            <ChatAct key={span} {...acting} act={{ act: 'mute', messageId, span }}>
              {t(`studio:chat.mute.${span}`)}
            </ChatAct>
          ))}
          <ChatAct {...acting} act={{ act: 'ban', messageId }} tone="danger">
            {t('studio:chat.ban')}
          </ChatAct>
        </>
      )}
    </div>
  )
}
