import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import { io, type Socket } from 'socket.io-client'
import type { ClaimAnswer, ClaimRequest, HoldView, LeaveAnswer, WaitAnswer } from '#shared/flash-sale.ts'
import type { ChatRefusal } from '#shared/chat.ts'
import type { TakeRequest } from '#shared/coupon-forms.ts'
import type { TakeAnswer } from '#shared/coupons.ts'
import type { LikeAnswer } from '#shared/likes.ts'
import type { DrawEntryAnswer } from '#shared/lucky-draw.ts'
import type { DrawEntryRequest } from '#shared/lucky-draw-forms.ts'
import type { ClientToServer, RoomSnapshot, ServerToClient } from '#shared/live.ts'
import type { Result } from '#shared/result.ts'
import type { Ask } from '../flash-sale/claim.ts'
import { hear, openRoom, type Beside, type Room, type RoomNews } from './room-state.ts'

type RoomSocket = Socket<ServerToClient, ClientToServer>

/** How long an ask waits for its acknowledgement. */
const ANSWER_MS = 4000
/** A room full of gaps asks for a snapshot no more often than this. */
const REFETCH_EVERY_MS = 1000
const JOIN_ATTEMPTS = 3

/** `connecting` is said of the first connection only, so that a page that has just opened raises no alarm. */
export type Line = 'connecting' | 'online' | 'offline'

export type ChatOutcome = Result<null, ChatRefusal>

export type LiveRoom = {
  room: Room
  line: Line
  claim: Ask
  wait(request: ClaimRequest): Promise<WaitAnswer | null>
  leaveLine(saleId: string): Promise<LeaveAnswer | null>
  /** 抽奖; null: nobody answered */
  enterDraw(request: DrawEntryRequest): Promise<DrawEntryAnswer | null>
  /** 优惠券, 红包; null: nobody answered */
  takeCoupon(request: TakeRequest): Promise<TakeAnswer | null>
  /** 点赞; null: nobody answered */
  like(): Promise<LikeAnswer | null>
  say(text: string): Promise<ChatOutcome>
  onHeld(hold: HoldView): void
  /** something that a snapshot says is not true any more */
  lookAgain(): void
}

/** A live room kept current by its socket; without one it stays as it was loaded, and the forms work. */
export function useRoom(loaded: RoomSnapshot, { draw, likes, offers }: Beside): LiveRoom {
  const { liveSessionId } = loaded
  const [room, tell] = useReducer(hear, loaded, () => openRoom(loaded, { draw, likes, offers }))
  const [line, setLine] = useState<Line>('connecting')
  const socket = useRef<RoomSocket | null>(null)
  useEffect(() => tell({ kind: 'snapshot', snapshot: loaded }), [loaded])
  useEffect(() => tell({ kind: 'draw', draw }), [draw])
  useEffect(() => tell({ kind: 'likes', likes }), [likes, liveSessionId])
  useEffect(() => tell({ kind: 'coupons', offers }), [offers])

  useEffect(() => {
    const opened: RoomSocket = io()
    socket.current = opened
    listen(opened, liveSessionId, tell)
    opened.on('connect', () => {
      void join(opened, liveSessionId).then((snapshot) => {
        setLine(snapshot ? 'online' : 'offline')
        if (snapshot) tell({ kind: 'joined', snapshot })
      })
    })
    opened.on('disconnect', () => setLine('offline'))
    opened.on('connect_error', () => setLine('offline'))
    return () => {
      socket.current = null
      opened.disconnect()
    }
  }, [liveSessionId])

  useHealing(room.stale && line === 'online', liveSessionId, { socket, tell })

  const claim = useCallback<Ask>(
    async (request, onQueued) =>
      socket.current?.connected ? askForHold(socket.current, request, onQueued) : null,
    [],
  )

  const say = useCallback(
    async (text: string): Promise<ChatOutcome> => {
      const lost = { ok: false, refusal: { kind: 'try_again' } } as const
      if (!socket.current?.connected) return lost
      const asked = socket.current.timeout(ANSWER_MS).emitWithAck('chat:send', { liveSessionId, text })
      const answer = await asked.catch(() => lost)
      if (!answer.ok) return answer
      tell({ kind: 'chat', messages: [answer.value] })
      return { ok: true, value: null }
    },
    [liveSessionId],
  )
  const enterDraw = useCallback(async (request: DrawEntryRequest) => {
    const asked = socket.current?.timeout(ANSWER_MS).emitWithAck('draw:enter', request)
    return (await asked?.catch(() => null)) ?? null
  }, [])
  const takeCoupon = useCallback(async (request: TakeRequest) => {
    const asked = socket.current?.timeout(ANSWER_MS).emitWithAck('coupon:take', request)
    return (await asked?.catch(() => null)) ?? null
  }, [])
  const like = useCallback(async () => {
    const asked = socket.current?.timeout(ANSWER_MS).emitWithAck('room:like', { liveSessionId })
    return (await asked?.catch(() => null)) ?? null
  }, [liveSessionId])
  const onHeld = useCallback((hold: HoldView) => tell({ kind: 'hold', hold }), [])
  const lookAgain = useCallback(() => tell({ kind: 'missed' }), [])
  const taps = { enterDraw, takeCoupon, like }
  return { room, line, claim, lookAgain, ...useLine({ socket, tell }), ...taps, say, onHeld }
}

function listen(socket: RoomSocket, liveSessionId: string, tell: (news: RoomNews) => void) {
  const here = (news: { liveSessionId: string }) => news.liveSessionId === liveSessionId
  socket.on('sale:changed', (news) => here(news) && tell({ kind: 'sales', ...news }))
  socket.on('room:changed', (news) => here(news) && tell({ kind: 'room', ...news }))
  socket.on('viewers:changed', (news) => here(news) && tell({ kind: 'viewers', ...news }))
  socket.on('chat:sent', (news) => here(news) && tell({ kind: 'chat', ...news }))
  socket.on('chat:hidden', (news) => here(news) && tell({ kind: 'hidden', ...news }))
  socket.on('chat:ruled', (news) => here(news) && tell({ kind: 'ruled', ...news }))
  socket.on('caption:said', (news) => here(news) && tell({ kind: 'caption', caption: news }))
  socket.on('ticker:moved', (news) => here(news) && tell({ kind: 'ticker', ...news }))
  socket.on('draw:changed', (draw) => here(draw) && tell({ kind: 'draw', draw }))
  socket.on('offers:changed', (news) => here(news) && tell({ kind: 'coupons', ...news }))
  socket.on('likes:changed', (news) => here(news) && tell({ kind: 'likes', ...news }))
  socket.on('news:missed', () => tell({ kind: 'missed' }))
  socket.on('hold:changed', (hold) => tell({ kind: 'hold', hold }))
}

/** Silence is counted from the last sign that the claim waits its turn. */
function askForHold(socket: RoomSocket, request: ClaimRequest, onQueued: (ahead: number) => void) {
  return new Promise<ClaimAnswer | null>((resolve) => {
    let silence = setTimeout(() => end(null), ANSWER_MS)
    const hear = ({ claimKey, ahead }: { claimKey: string; ahead: number }) => {
      if (claimKey !== request.claimKey) return
      clearTimeout(silence)
      silence = setTimeout(() => end(null), ANSWER_MS)
      onQueued(ahead)
    }
    const lose = () => end(null)
    function end(answer: ClaimAnswer | null) {
      clearTimeout(silence)
      socket.off('claim:queued', hear).off('disconnect', lose)
      resolve(answer)
    }
    socket.on('claim:queued', hear).on('disconnect', lose)
    socket.emit('claim:create', request, end)
  })
}

async function join(socket: RoomSocket, liveSessionId: string): Promise<RoomSnapshot | null> {
  for (let attempt = 1; attempt <= JOIN_ATTEMPTS && socket.connected; attempt += 1) {
    const asked = socket.timeout(ANSWER_MS).emitWithAck('room:join', { liveSessionId })
    const answer = await asked.catch(() => null)
    if (answer?.ok) return answer.value
  }
  return null
}

/** 候补 */
function useLine({ socket, tell }: Wires): Pick<LiveRoom, 'wait' | 'leaveLine'> {
  const wait = useCallback(
    async (request: ClaimRequest) => {
      const asked = socket.current?.timeout(ANSWER_MS).emitWithAck('wait:join', request)
      const answer = (await asked?.catch(() => null)) ?? null
      if (answer?.ok && answer.value.kind === 'waiting')
        tell({ kind: 'place', saleId: request.saleId, place: answer.value.place })
      return answer
    },
    [socket, tell],
  )
  const leaveLine = useCallback(
    async (saleId: string) => {
      const asked = socket.current?.timeout(ANSWER_MS).emitWithAck('wait:leave', { saleId })
      const answer = (await asked?.catch(() => null)) ?? null
      if (answer) tell({ kind: 'place', saleId, place: null })
      return answer
    },
    [socket, tell],
  )
  return { wait, leaveLine }
}

type Wires = { socket: { current: RoomSocket | null }; tell: (news: RoomNews) => void }

/** While news was missed, asks for the truth until it has it. */
function useHealing(stale: boolean, liveSessionId: string, { socket, tell }: Wires) {
  useEffect(() => {
    if (!stale) return
    const refetch = async () => {
      const asked = socket.current?.timeout(ANSWER_MS).emitWithAck('room:snapshot', { liveSessionId })
      const answer = await asked?.catch(() => null)
      if (answer?.ok) tell({ kind: 'snapshot', snapshot: answer.value })
    }
    void refetch()
    const again = setInterval(() => void refetch(), REFETCH_EVERY_MS)
    return () => clearInterval(again)
  }, [stale, liveSessionId, socket, tell])
}
