import type { Socket } from 'socket.io-client'
import { chatAct } from '#shared/chat.ts'
import type { ClientToServer, ServerToClient } from '#shared/live.ts'
import { refuse, type DoorRefusal, type Result } from '#shared/result.ts'
import { pinAct, pinForm, type PinRefusal, type PinView } from '#shared/show.ts'
import type { HostNews } from './host-room.ts'
import type { OutboxCommand } from './outbox.ts'
import type { CommandAnswer } from './sender.ts'

const PROBE_MS = 4_000
const FORM_MS = 8_000

type Patient = Pick<ReturnType<Socket<ServerToClient, ClientToServer>['timeout']>, 'emitWithAck'>
/** The answer, and what it says of the room. */
type Said = { answer: CommandAnswer; news: HostNews | null }

/** Asks nothing of the shop but whether it is there. */
export async function isReachable(): Promise<boolean> {
  if (!navigator.onLine) return false
  try {
    const answer = await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(PROBE_MS) })
    return answer.ok
  } catch {
    return false
  }
}

/** @returns null: it has no event, or the socket did not answer */
export async function askBySocket(socket: Patient, command: OutboxCommand): Promise<Said | null> {
  try {
    return await ask(socket, command)
  } catch {
    return null
  }
}

async function ask(
  socket: Patient,
  { command, subject, fields, key, action }: OutboxCommand,
): Promise<Said | null> {
  switch (command) {
    case 'sale:open':
    case 'sale:pause':
    case 'sale:resume':
    case 'sale:end': {
      const answer = await socket.emitWithAck(command, { saleId: subject, key })
      return { answer, news: answer.ok ? { kind: 'sales', version: 0, sales: [answer.value] } : null }
    }
    case 'session:stop':
    case 'session:resume': {
      const answer = await socket.emitWithAck(command, { liveSessionId: subject, key })
      return { answer, news: answer.ok ? { kind: 'sales', version: 0, sales: answer.value } : null }
    }
    case 'session:moderate': {
      const act = chatAct.safeParse(fields)
      if (!act.success) return null
      const ask = { liveSessionId: sessionOf(action), key, ...act.data }
      const answer = await socket.emitWithAck('chat:moderate', ask)
      return { answer, news: answer.ok ? { kind: 'host-chat', hostChat: answer.value } : null }
    }
    case 'session:pin':
    case 'session:unpin':
    case 'session:sold-out': {
      const pin = pinForm.safeParse(fields)
      if (!pin.success) return null
      const act = pinAct.parse(command.split(':')[1])
      const answer = await socket.emitWithAck('item:pin', {
        liveSessionId: sessionOf(action),
        key,
        act,
        ...pin.data,
      })
      return { answer, news: pinOf(answer) }
    }
    default:
      return null
  }
}

/** of `/studio/sessions/:liveSessionId/:command` */
const sessionOf = (action: string) => action.split('/').at(-2) ?? ''

/** What is shown now, also when somebody else was faster. */
function pinOf(answer: Result<PinView, PinRefusal | DoorRefusal>): HostNews | null {
  if (answer.ok) return { kind: 'pin', pin: answer.value }
  return answer.refusal.kind === 'pin_moved' ? { kind: 'pin', pin: answer.refusal.pin } : null
}

/** A command as the form that it would be. */
export function postCommand({ action, fields, key }: OutboxCommand): Promise<CommandAnswer | null> {
  return postForm(action, { ...fields, key })
}

/** @returns null: no answer came, or one that says nothing of what was asked */
export async function postForm(
  action: string,
  fields: Record<string, string>,
): Promise<CommandAnswer | null> {
  const body = new URLSearchParams({ ...fields, answer: 'json' })
  try {
    const answer = await fetch(action, { method: 'POST', body, signal: AbortSignal.timeout(FORM_MS) })
    // Whoever is not signed in is sent to where one signs in.
    if (answer.redirected) return refuse({ kind: 'not_signed_in' })
    if (answer.status >= 500) return null
    if (answer.status === 429) return refuse({ kind: 'too_many_requests' })
    if (answer.status === 403) return refuse({ kind: 'forbidden' })
    return answer.ok ? ((await answer.json()) as CommandAnswer) : refuse({ kind: 'room_not_found' })
  } catch {
    return null
  }
}
