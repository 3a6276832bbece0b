import { MUTE_SPANS, SLOW_MODES, type ActRefusal, type ChatAct } from '#shared/chat.ts'
import { accept, refuse, unreachable, type Result } from '#shared/result.ts'
import type { RoomRules } from './chat-rules.ts'
import type { ChatStore, MessageRow, NewAct } from './chat-store.ts'
import { squeezed } from './words.ts'

/** What an act would change; nothing, when things already stand so. */
type Change = Pick<NewAct, 'about' | 'subject' | 'isOn'> &
  Partial<Pick<NewAct, 'messageId' | 'until' | 'text' | 'slowSec'>>
export type Decided = Result<{ change: Change | null; message: MessageRow | null }, ActRefusal>

type Asked = { liveSessionId: string; rules: RoomRules; act: ChatAct; at: Date }

const WORD_LEAST = 2

/** What a host's act comes to. An act that is asked again changes nothing. */
export async function decide(store: ChatStore, { liveSessionId, rules, act, at }: Asked): Promise<Decided> {
  const about = (change: Change | null, message: MessageRow | null = null) => accept({ change, message })
  switch (act.act) {
    case 'pin':
      return about(
        rules.notice === act.text ? null : { about: 'notice', subject: '', isOn: true, text: act.text },
      )
    case 'unpin':
      return about(rules.notice === null ? null : { about: 'notice', subject: '', isOn: false })
    case 'slow': {
      const slowSec = SLOW_MODES[act.mode]
      return about(
        rules.slowSec === slowSec ? null : { about: 'slow', subject: '', isOn: slowSec > 0, slowSec },
      )
    }
    case 'block':
    case 'free': {
      const isOn = act.act === 'block'
      if (isOn && squeezed(act.word).length < WORD_LEAST) return refuse({ kind: 'word_too_plain' })
      return about(
        rules.words.includes(act.word) === isOn ? null : { about: 'word', subject: act.word, isOn },
      )
    }
    case 'unmute':
      return undo(rules.mutes, act.actId)
    case 'lift':
      return undo(rules.bans, act.actId)
    case 'hide':
    case 'show':
    case 'pass':
    case 'refuse':
    case 'mute':
    case 'ban': {
      const message = await store.message(liveSessionId, act.messageId)
      return message ? onMessage(message, { act, rules, at }) : refuse({ kind: 'message_not_found' })
    }
    default:
      return unreachable(act)
  }

  async function undo(standing: RoomRules['mutes'], actId: string): Promise<Decided> {
    const current = [...standing.values()].find((one) => one.actId === actId)
    const earlier = current ? await store.act(actId) : null
    if (!earlier) return refuse({ kind: 'act_not_found' })
    return about({
      about: earlier.about,
      subject: earlier.subject,
      isOn: false,
      messageId: earlier.messageId,
    })
  }
}

type MessageAct = Extract<ChatAct, { messageId: string }>

function onMessage(
  message: MessageRow,
  { act, rules, at }: { act: MessageAct } & Pick<Asked, 'rules' | 'at'>,
): Decided {
  const { id, buyerId } = message
  const about = (change: Change | null) => accept({ change: change && { ...change, messageId: id }, message })
  switch (act.act) {
    case 'hide':
    case 'show': {
      const isOn = act.act === 'hide'
      return about(message.isHidden === isOn ? null : { about: 'hidden', subject: id, isOn })
    }
    case 'pass':
    case 'refuse': {
      const isOn = act.act === 'pass'
      if (message.heldFor === null) return refuse({ kind: 'not_held' })
      if (message.isPassed === null) return about({ about: 'review', subject: id, isOn })
      return message.isPassed === isOn ? about(null) : refuse({ kind: 'already_reviewed' })
    }
    case 'mute': {
      if (message.isHost) return refuse({ kind: 'host_message' })
      const spanMs = MUTE_SPANS[act.span]
      const until = spanMs === null ? null : new Date(at.getTime() + spanMs)
      return about({ about: 'mute', subject: buyerId, isOn: true, until })
    }
    case 'ban':
      if (message.isHost) return refuse({ kind: 'host_message' })
      return about(rules.bans.has(buyerId) ? null : { about: 'ban', subject: buyerId, isOn: true })
    default:
      return unreachable(act)
  }
}
