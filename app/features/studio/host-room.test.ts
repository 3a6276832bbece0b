import { describe, expect, it } from 'vitest'
import { CHAT_LENGTH, type ChatView } from '#shared/chat.ts'
import type { RoomSale } from '#shared/live.ts'
import { fen } from '#shared/money.ts'
import { hear, type HostRoom } from './host-room.ts'

const aSale = (saleId: string, version: number, left: number): RoomSale => ({
  saleId,
  version,
  state: 'open',
  opening: 'first_come',
  total: 10,
  held: 0,
  sold: 10 - left,
  left,
  opensAt: null,
  endsAt: null,
  stop: null,
  waiting: 0,
  waitFirst: 1,
  productSlug: 'honey',
  titleZh: '百花蜜',
  titleEn: 'Wild honey',
  variantNameZh: '500 克',
  variantNameEn: '500 g',
  picture: 'honey',
  netWeightG: 500,
  priceFen: fen(5900),
  referenceFen: null,
  householdFen: fen(4300),
  perBuyerLimit: 2,
  payFirst: false,
  position: 1,
})
const aLine = (id: string): ChatView => ({
  id,
  author: '山友8f2',
  isHost: false,
  text: '甜吗',
  sentAt: '2026-11-23T12:00:00Z',
})

const aRoom = (version: number, sales: RoomSale[], chat: ChatView[] = []): HostRoom => ({
  room: {
    liveSessionId: 'live_1',
    state: 'live',
    version,
    serverNow: '2026-11-23T12:00:00Z',
    startsAt: '2026-11-23T12:00:00Z',
    viewers: 3,
    demoBuyers: false,
    featuredSaleId: null,
    pin: { version: 0, card: null },
    goods: [],
    video: { state: 'none' },
    sales,
    chat,
    chatHidden: [],
    notice: null,
    slowSec: 0,
    ticker: [],
    holds: [],
    entries: [],
    places: [],
    paysFirst: false,
    roomToken: '',
  },
  numbers: {
    liveSessionId: 'live_1',
    viewers: 3,
    held: 0,
    paid: 0,
    left: 10,
    revenueFen: fen(0),
    householdsNetFen: fen(0),
    lastAct: null,
    guard: { isUnderAttack: false, strangers: 0, addresses: 0, limited: 0, asked: 0, proved: 0 },
  },
  hostChat: { liveSessionId: 'live_1', notice: null, slowSec: 0, aside: [], silenced: [], words: [] },
  draw: null,
  offers: [],
  waitingOffers: [],
})

describe("the host's room", () => {
  it('takes newer numbers of a sale and keeps its title', () => {
    const heard = hear(aRoom(4, [aSale('s1', 4, 9), aSale('s2', 1, 9)]), {
      kind: 'sales',
      version: 5,
      sales: [aSale('s1', 5, 7)],
    })

    expect(heard.room.sales.map(({ left }) => left)).toEqual([7, 9])
    expect(heard.room.sales[0]?.titleZh).toBe('百花蜜')
    expect(heard.room.version).toBe(5)
  })

  it('drops news that is older than what it knows', () => {
    const known = aRoom(5, [aSale('s1', 5, 7)])

    expect(hear(known, { kind: 'sales', version: 4, sales: [aSale('s1', 4, 9)] }).room.sales[0]?.left).toBe(7)
    expect(hear(known, { kind: 'loaded', ...aRoom(4, [aSale('s1', 4, 9)]) })).toBe(known)
  })

  it('takes a reloaded room with sales added to the queue, and another session whatever its version', () => {
    const known = aRoom(5, [aSale('s1', 5, 7)])
    const grown = aRoom(5, [aSale('s1', 5, 7), aSale('s2', 1, 10)])
    const other = aRoom(1, [])
    other.room.liveSessionId = 'live_2'

    expect(hear(known, { kind: 'loaded', ...grown }).room.sales).toHaveLength(2)
    expect(hear(known, { kind: 'loaded', ...other }).room.liveSessionId).toBe('live_2')
  })

  it('shows a chat line once, and no more than the room keeps', () => {
    const lines = Array.from({ length: CHAT_LENGTH }, (_, index) => aLine(`c${index}`))

    const heard = hear(aRoom(1, [], lines), { kind: 'chat', messages: [aLine('c49'), aLine('c50')] })

    expect(heard.room.chat).toHaveLength(CHAT_LENGTH)
    expect(heard.room.chat.at(-1)?.id).toBe('c50')
    expect(heard.room.chat[0]?.id).toBe('c1')
  })

  it('has what it sees beside the chat from the host’s news, and from a reload', () => {
    const known = aRoom(5, [])
    const hostChat = { ...known.hostChat, words: ['假货'] }
    expect(hear(known, { kind: 'host-chat', hostChat }).hostChat.words).toEqual(['假货'])
    expect(hear(known, { kind: 'loaded', ...aRoom(5, []), hostChat }).hostChat.words).toEqual(['假货'])
  })

  it('counts viewers in both places', () => {
    const heard = hear(aRoom(1, []), { kind: 'viewers', viewers: 41 })

    expect([heard.room.viewers, heard.numbers.viewers]).toEqual([41, 41])
  })
})
