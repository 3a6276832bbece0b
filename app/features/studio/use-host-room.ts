import { useRevalidator } from '@remix-run/react'
import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import { io, type Socket } from 'socket.io-client'
import type { ActRefusal, HostChat, ModerateRequest } from '#shared/chat.ts'
import type { SaleView } from '#shared/flash-sale.ts'
import type {
  ClientToServer,
  CommandRefusal,
  RoomRequest,
  SaleCommand,
  ServerToClient,
} from '#shared/live.ts'
import type { DoorRefusal, Result } from '#shared/result.ts'
import { hear, type HostRoom } from './host-room.ts'

type HostSocket = Socket<ServerToClient, ClientToServer>

/** How long a tap waits for the socket before the form takes over. */
const ANSWER_TIMEOUT_MS = 4000
/** With a dead socket the page asks again this often. */
const POLL_EVERY_MS = 5000

export type SessionEvent = 'session:stop' | 'session:resume'
export type SaleEvent = 'sale:open' | 'sale:pause' | 'sale:resume' | 'sale:end'
/** `connecting`: not yet known, as on the server and in the first moments of a page */
export type LineState = 'connecting' | 'online' | 'offline'
export type HostLine = HostRoom & {
  line: LineState
  /** @returns null when the socket did not answer: post the form instead */
  command(event: SaleEvent, ask: SaleCommand): Promise<Result<SaleView, CommandRefusal> | null>
  commandAll(event: SessionEvent, ask: RoomRequest): Promise<Result<SaleView[], CommandRefusal> | null>
  moderate(ask: ModerateRequest): Promise<Result<HostChat, ActRefusal | DoorRefusal> | null>
}

/** The host's room kept current: by the socket while it lives, by loading the page's data again while it does not. */
export function useHostRoom(loaded: HostRoom): HostLine {
  const [state, tell] = useReducer(hear, loaded)
  const { revalidate } = useRevalidator()
  const reload = useRef(revalidate)
  useEffect(() => {
    reload.current = revalidate
  }, [revalidate])
  useEffect(() => tell({ kind: 'loaded', ...loaded }), [loaded])

  const listen = useCallback((socket: HostSocket) => {
    socket.on('sale:changed', ({ version, sales }) => tell({ kind: 'sales', version, sales }))
    socket.on('host:numbers', (numbers) => tell({ kind: 'numbers', numbers }))
    socket.on('viewers:changed', ({ viewers }) => tell({ kind: 'viewers', viewers }))
    socket.on('chat:sent', ({ messages }) => tell({ kind: 'chat', messages }))
    socket.on('chat:hidden', ({ messageIds }) => tell({ kind: 'hidden', messageIds }))
    socket.on('chat:ruled', ({ notice, slowSec }) => tell({ kind: 'ruled', notice, slowSec }))
    socket.on('host:chat', (hostChat) => tell({ kind: 'host-chat', hostChat }))
    socket.on('room:changed', () => reload.current())
  }, [])
  const { socket, line } = useJoinedSocket(loaded.room.liveSessionId, {
    listen,
    joined: useCallback((room: Joined) => tell({ kind: 'joined', ...room }), []),
  })

  useEffect(() => {
    if (line === 'online') return
    const poll = setInterval(() => reload.current(), POLL_EVERY_MS)
    return () => clearInterval(poll)
  }, [line])

  async function command(event: SaleEvent, ask: SaleCommand) {
    if (!socket.current?.connected) return null
    try {
      const answer = await socket.current.timeout(ANSWER_TIMEOUT_MS).emitWithAck(event, ask)
      if (answer.ok) tell({ kind: 'sales', version: 0, sales: [answer.value] })
      return answer
    } catch {
      return null
    }
  }
  async function commandAll(event: SessionEvent, ask: RoomRequest) {
    if (!socket.current?.connected) return null
    try {
      const answer = await socket.current.timeout(ANSWER_TIMEOUT_MS).emitWithAck(event, ask)
      if (answer.ok) tell({ kind: 'sales', version: 0, sales: answer.value })
      return answer
    } catch {
      return null
    }
  }
  async function moderate(ask: ModerateRequest) {
    if (!socket.current?.connected) return null
    try {
      const answer = await socket.current.timeout(ANSWER_TIMEOUT_MS).emitWithAck('chat:moderate', ask)
      if (answer.ok) tell({ kind: 'host-chat', hostChat: answer.value })
      return answer
    } catch {
      return null
    }
  }
  return { ...state, line, command, commandAll, moderate }
}

/** What the host sees of the chat comes as news. */
type Joined = Pick<HostRoom, 'room' | 'numbers'>
type Hooks = { listen(socket: HostSocket): void; joined(room: Joined): void }

/** A socket in the room and among those who watch its numbers; joining again after a reconnection brings what was missed. */
function useJoinedSocket(liveSessionId: string, { listen, joined }: Hooks) {
  const [line, setLine] = useState<LineState>('connecting')
  const socket = useRef<HostSocket | null>(null)

  useEffect(() => {
    const opened: HostSocket = io({ transports: ['websocket'] })
    socket.current = opened
    listen(opened)
    opened.on('disconnect', () => setLine('offline'))
    opened.on('connect_error', () => setLine('offline'))
    opened.on('connect', () => {
      const patient = opened.timeout(ANSWER_TIMEOUT_MS)
      const asks = Promise.all([
        patient.emitWithAck('room:join', { liveSessionId }),
        patient.emitWithAck('host:watch', { liveSessionId }),
      ])
      asks.then(
        ([room, numbers]) => {
          if (!room.ok || !numbers.ok) return
          joined({ room: room.value, numbers: numbers.value })
          setLine('online')
        },
        () => setLine('offline'),
      )
    })
    return () => {
      socket.current = null
      opened.close()
    }
  }, [liveSessionId, listen, joined])

  return { socket, line }
}
