import { randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import type { SaleView } from '#shared/flash-sale.ts'
import type { ClientToServer, ServerToClient } from '#shared/live.ts'
import { joy, regret, smallTalk } from './demo-script.ts'

const CLAIM_CHANCE = 0.55
const RELEASE_CHANCE = 0.7
const WORD_CHANCE = 0.3

const seconds = { enter: [0, 8], notice: [0.6, 9], keep: [15, 90], think: [20, 120], talk: [12, 75] } as const

export type DemoBuyer = { leave(): void }
export type DemoBuyerOptions = {
  origin: string
  liveSessionId: string
  /** the signed visitor cookie */
  cookie: string
  /** they leave the rest */
  shareOfStock: number
  /** a number from 0 up to 1 */
  chance(): number
}

/**
 * One scripted buyer: a socket like anybody's. Comes in, talks a little, claims what opens at a human pace, lets some
 * holds go and others lapse. Pays nothing, so that everything it takes comes back.
 */
export function sendDemoBuyer({
  origin,
  liveSessionId,
  cookie,
  shareOfStock,
  chance,
}: DemoBuyerOptions): DemoBuyer {
  const timers = new Set<NodeJS.Timeout>()
  const sales = new Map<string, SaleView>()
  const considering = new Set<string>()
  const socket: Socket<ServerToClient, ClientToServer> = io(origin, {
    transports: ['websocket'],
    autoConnect: false,
    forceNew: true,
    extraHeaders: { cookie },
  })

  function later([least, most]: readonly [number, number], act: () => void) {
    const timer = setTimeout(
      () => {
        timers.delete(timer)
        act()
      },
      (least + chance() * (most - least)) * 1000,
    ).unref()
    timers.add(timer)
  }
  const oneOf = <Word>(words: readonly Word[]) => words[Math.floor(chance() * words.length)]!
  const say = (text: string) => void socket.emit('chat:send', { liveSessionId, text }, () => {})
  const maybeSay = (words: readonly string[]) => {
    if (chance() < WORD_CHANCE) say(oneOf(words))
  }

  function see(seen: readonly SaleView[]) {
    for (const sale of seen) {
      sales.set(sale.saleId, sale)
      if (sale.state !== 'open' || considering.has(sale.saleId)) continue
      considering.add(sale.saleId)
      later(seconds.notice, () => decide(sale.saleId))
    }
  }

  function decide(saleId: string) {
    const sale = sales.get(saleId)
    if (sale?.state !== 'open') return void considering.delete(saleId)
    const isPlenty = sale.held + sale.sold + 1 <= sale.total * shareOfStock
    if (!isPlenty || chance() > CLAIM_CHANCE) return later(seconds.think, () => decide(saleId))
    socket.emit('claim:create', { saleId, quantity: 1, claimKey: randomUUID() }, (answer) => {
      later(seconds.think, () => decide(saleId))
      if (answer.ok) maybeSay(joy)
      else if (answer.refusal.kind === 'sold_out') maybeSay(regret)
      if (!answer.ok || chance() > RELEASE_CHANCE) return
      const { holdId } = answer.value
      later(seconds.keep, () => socket.emit('claim:release', { holdId }, () => {}))
    })
  }

  function talk() {
    say(oneOf(smallTalk))
    later(seconds.talk, talk)
  }

  socket.on('connect', () => {
    socket.emit('room:join', { liveSessionId }, (room) => room.ok && see(room.value.sales))
  })
  socket.on('sale:changed', (news) => see(news.sales))
  later(seconds.enter, () => socket.connect())
  later(seconds.talk, talk)

  return {
    leave() {
      for (const timer of timers) clearTimeout(timer)
      socket.disconnect()
    },
  }
}
