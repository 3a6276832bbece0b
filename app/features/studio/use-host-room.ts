import { useRevalidator } from '@remix-run/react'
import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import { io, type Socket } from 'socket.io-client'
import type { SaleCommand, ClientToServer, DemoBuyersCommand, ServerToClient } from '#shared/live.ts'
import type { Result } from '#shared/result.ts'
import { hear, type HostRoom } from './host-room.ts'

type HostSocket = Socket<ServerToClient, ClientToServer>
type Refused = { kind: string }

/** How long a tap waits for the socket before the form takes over. */
const ANSWER_TIMEOUT_MS = 4000
/** With a dead socket the page asks again this often. */
const POLL_EVERY_MS = 5000

export type HostLine = {
  state: HostRoom
  online: boolean
  /** @returns null when the socket did not answer: post the form instead */
  command(event: SaleEvent, ask: SaleCommand): Promise<Result<unknown, Refused> | null>
  setDemoBuyers(ask: DemoBuyersCommand): Promise<Result<unknown, Refused> | null>
}
export type SaleEvent = 'sale:open' | 'sale:pause' | 'sale:resume' | 'sale:end'

/** The host's room kept current: by the socket while it lives, by loading the page's data again while it does not. */
export function useHostRoom(loaded: HostRoom): HostLine {
  const [state, tell] = useReducer(hear, loaded)
  const [online, setOnline] = useState(false)
  const socket = useRef<HostSocket | null>(null)
  const { revalidate } = useRevalidator()
  const reload = useRef(revalidate)
  const { liveSessionId } = loaded.room

  useEffect(() => {
    reload.current = revalidate
  }, [revalidate])
  useEffect(() => tell({ kind: 'loaded', ...loaded }), [loaded])

  useEffect(() => {
    const line: HostSocket = io({ transports: ['websocket'] })
    socket.current = line
    line.on('connect', () => void join(line))
    line.on('disconnect', () => setOnline(false))
    line.on('sale:changed', ({ version, sales }) => tell({ kind: 'sales', version, sales }))
    line.on('host:numbers', (numbers) => tell({ kind: 'numbers', numbers }))
    line.on('viewers:changed', ({ viewers }) => tell({ kind: 'viewers', viewers }))
    line.on('chat:sent', ({ messages }) => tell({ kind: 'chat', messages }))
    line.on('room:changed', () => reload.current())
    return () => {
      socket.current = null
      line.close()
    }

    /** Joining again after a reconnection brings what was missed. */
    async function join(joining: HostSocket) {
      try {
        const patient = joining.timeout(ANSWER_TIMEOUT_MS)
        const [joined, watched] = await Promise.all([
          patient.emitWithAck('room:join', { liveSessionId }),
          patient.emitWithAck('host:watch', { liveSessionId }),
        ])
        if (!joined.ok || !watched.ok) return
        tell({ kind: 'loaded', room: joined.value, numbers: watched.value })
        setOnline(true)
      } catch {
        setOnline(false)
      }
    }
  }, [liveSessionId])

  useEffect(() => {
    if (online) return
    const poll = setInterval(() => reload.current(), POLL_EVERY_MS)
    return () => clearInterval(poll)
  }, [online])

  const command = useCallback(
    (event: SaleEvent, ask: SaleCommand) => answered(socket.current, (line) => line.emitWithAck(event, ask)),
    [],
  )
  const setDemoBuyers = useCallback(
    (ask: DemoBuyersCommand) => answered(socket.current, (line) => line.emitWithAck('demo:buyers', ask)),
    [],
  )
  return { state, online, command, setDemoBuyers }
}

async function answered<Answer>(
  socket: HostSocket | null,
  ask: (line: ReturnType<HostSocket['timeout']>) => Promise<Answer>,
): Promise<Answer | null> {
  if (!socket?.connected) return null
  try {
    return await ask(socket.timeout(ANSWER_TIMEOUT_MS))
  } catch {
    return null
  }
}
