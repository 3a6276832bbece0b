import { MessageSquareOff, MessageSquareText } from 'lucide-react'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { LikeButton } from '../likes/like-button.tsx'
import type { BagLine } from './bag-lines.ts'
import { Bag } from './bag.tsx'
import { ChatForm } from './chat-form.tsx'
import { useChatFolded } from './chat-over-picture.tsx'
import { IconButton } from './icon-button.tsx'
import type { LiveRoom } from './use-room.ts'

type Props = { live: LiveRoom; isLiked: boolean; bag: readonly BagLine[] }

/** What the thumb does while the eye is on the picture: speak, look for goods, like. */
export function StageFoot({ live, isLiked, bag }: Props) {
  const { t } = useTranslation()
  const { room, line } = live
  const [isFolded, fold] = useChatFolded()
  const [isSpeaking, setSpeaking] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const stop = () => {
    flushSync(() => setSpeaking(false))
    opener.current?.focus()
  }
  const isLive = room.state === 'live'
  if (isLive && isSpeaking)
    return (
      <div className="bg-ink/85 rounded-control p-2 sm:w-md">
        <ChatForm say={live.say} slowSec={room.slowSec} onDone={stop} />
      </div>
    )
  return (
    <div className="flex max-w-full min-w-0 flex-wrap items-center gap-2">
      {/* Without scripts there is nothing to fold, and nobody to speak. */}
      {isLive && line !== 'connecting' && (
        <IconButton
          icon={isFolded ? MessageSquareOff : MessageSquareText}
          label={t('live:chat.overPicture')}
          onClick={() => fold(!isFolded)}
          isPressed={!isFolded}
        />
      )}
      {isLive && line === 'online' && (
        <button
          ref={opener}
          type="button"
          onClick={() => setSpeaking(true)}
          className="bg-ink/60 hover:bg-ink/80 rounded-control min-h-11 min-w-24 flex-1 truncate px-3 text-left text-sm sm:max-w-56"
        >
          {t('live:chat.speak')}
        </button>
      )}
      {bag.length > 0 && <Bag lines={bag} />}
      {isLive && <LikeButton key={room.liveSessionId} live={live} isOwn={isLiked} />}
    </div>
  )
}
