import { useRevalidator } from '@remix-run/react'
import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import { io, type Socket } from 'socket.io-client'
import type { ClientToServer, ServerToClient } from '#shared/live.ts'
import { askBySocket, isReachable, postCommand } from './command-lines.ts'
import { hear, type HostRoom } from './host-room.ts'
import type { OutboxCommand } from './outbox.ts'
import type { CommandAnswer } from './sender.ts'

type HostSocket = Socket<ServerToClient, ClientToServer>

/** How long a command waits for the socket before the form takes over. */
const ANSWER_TIMEOUT_MS = 4000
/** With a dead socket the page asks again this often. */
const POLL_EVERY_MS = 5000

/** `connecting`: not yet known, as on the server and in the first moments of a page */
export type LineState = 'connecting' | 'online' | 'offline'
export type HostLine = HostRoom & {
  line: LineState
  /** whether the shop can be asked anything now */
  reach(): Promise<boolean>
  /** By the socket when it lives, else as a form. @returns null: no answer came */
  send(command: OutboxCommand): Promise<CommandAnswer | null>
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
    // The page says why when it is loaded again.
    socket.on('host:dismissed', () => reload.current())
    socket.on('draw:changed', (draw) => tell({ kind: 'draw', draw }))
    socket.on('offers:changed', ({ offers }) => tell({ kind: 'coupons', offers }))
    socket.on('room:changed', ({ pin }) => {
      tell({ kind: 'pin', pin })
      reload.current()
    })
  }, [])
  const { socket, line } = useJoinedSocket(loaded.room.liveSessionId, {
    listen,
    joined: useCallback((room: Joined) => tell({ kind: 'joined', ...room }), []),
  })

  useEffect(() => {
    if (line === 'online') return
    // A page that asks in vain is replaced by an error, and the desk would be gone.
    const ask = async () => (await isReachable()) && reload.current()
    const poll = setInterval(() => void ask(), POLL_EVERY_MS)
    return () => clearInterval(poll)
  }, [line])

  const reach = useCallback(async () => Boolean(socket.current?.connected) || isReachable(), [socket])
  const send = useCallback(
    async (command: OutboxCommand) => {
      const connected = socket.current?.connected ? socket.current.timeout(ANSWER_TIMEOUT_MS) : null
      const said = connected && (await askBySocket(connected, command))
      if (said) {
        if (said.news) tell(said.news)
        return said.answer
      }
      const answer = await postCommand(command)
      if (answer?.ok) reload.current()
      return answer
    },
    [socket],
  )
  return { ...state, line, reach, send }
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
      async function enter() {
        // The desk says first what it is, or it would be counted among the viewers.
        const numbers = await patient.emitWithAck('host:watch', { liveSessionId })
        if (!numbers.ok) return
        const room = await patient.emitWithAck('room:join', { liveSessionId })
        if (!room.ok) return
        joined({ room: room.value, numbers: numbers.value })
        setLine('online')
      }
      enter().catch(() => setLine('offline'))
    })
    return () => {
      socket.current = null
      opened.close()
    }
  }, [liveSessionId, listen, joined])

  return { socket, line }
}
