import { describe, expect, it } from 'vitest'
import type { HoldView, SaleView } from '#shared/flash-sale.ts'
import type { RoomSale, RoomSnapshot, TickerView } from '#shared/live.ts'
import { fen } from '#shared/money.ts'
import { featuredSale, hear, openRoom, type Room } from './room-state.ts'

function aRoomSale(change: Partial<RoomSale> = {}): RoomSale {
  return {
    saleId: 'sale_1',
    version: 4,
    state: 'open',
    opening: 'first_come',
    total: 10,
    held: 0,
    sold: 0,
    left: 10,
    opensAt: null,
    endsAt: null,
    stop: null,
    waiting: 0,
    waitFirst: 1,
    productSlug: 'honey',
    titleZh: '土蜂蜜',
    titleEn: 'Wild honey',
    variantNameZh: '一瓶',
    variantNameEn: 'One jar',
    picture: 'honey',
    netWeightG: 500,
    priceFen: fen(5900),
    referenceFen: null,
    householdFen: fen(4100),
    perBuyerLimit: 2,
    payFirst: false,
    position: 1,
    ...change,
  }
}

function aSnapshot(change: Partial<RoomSnapshot> = {}): RoomSnapshot {
  return {
    liveSessionId: 'live_1',
    state: 'live',
    version: 7,
    serverNow: '2026-11-23T12:00:00Z',
    startsAt: '2026-11-23T11:55:00Z',
    viewers: 3,
    demoBuyers: false,
    featuredSaleId: 'sale_1',
    pin: { version: 0, card: null },
    goods: [],
    video: { state: 'none' },
    sales: [aRoomSale(), aRoomSale({ saleId: 'sale_2', state: 'scheduled', position: 2 })],
    chat: [],
    chatHidden: [],
    notice: null,
    slowSec: 0,
    ticker: [],
    holds: [],
    entries: [],
    places: [],
    paysFirst: false,
    roomToken: 'first',
    ...change,
  }
}

function viewOf(change: Partial<SaleView>): SaleView {
  const view = {
    saleId: 'sale_1',
    version: 5,
    state: 'open',
    opening: 'first_come',
    total: 10,
    held: 1,
    sold: 0,
    left: 9,
  } as const
  return { ...view, opensAt: null, endsAt: null, stop: null, waiting: 0, waitFirst: 1, ...change }
}

describe('a room that hears news', () => {
  const room = openRoom(aSnapshot())

  it('moves the stock on', () => {
    const after = hear(room, { kind: 'sales', version: 8, sales: [viewOf({})] })
    expect(after.sales[0]).toMatchObject({ left: 9, held: 1, titleZh: '土蜂蜜' })
    expect(after).toMatchObject({ version: 8, stale: false })
  })

  it('takes fewer likes for older news, and none over to another room', () => {
    const liked = hear(hear(room, { kind: 'likes', likes: 7 }), { kind: 'likes', likes: 6 })
    expect(liked.likes).toBe(7)
    expect(hear(liked, { kind: 'joined', snapshot: aSnapshot() }).likes).toBe(7)
    const elsewhere = hear(liked, { kind: 'snapshot', snapshot: aSnapshot({ liveSessionId: 'live_2' }) })
    expect(elsewhere.likes).toBe(0)
  })

  it('drops news about a sale that it knows better', () => {
    const after = hear(room, { kind: 'sales', version: 8, sales: [viewOf({ version: 3, left: 2 })] })
    expect(after.sales[0]?.left).toBe(10)
  })

  it('knows that it missed something when a version is skipped, and is healed by a snapshot', () => {
    const gap = hear(room, { kind: 'sales', version: 10, sales: [viewOf({})] })
    expect(gap.stale).toBe(true)
    const healed = hear(gap, { kind: 'snapshot', snapshot: aSnapshot({ version: 10 }) })
    expect(healed).toMatchObject({ stale: false, version: 10 })
  })

  it('stays stale when the snapshot was overtaken', () => {
    const gap = hear(room, { kind: 'sales', version: 10, sales: [viewOf({})] })
    const old = hear(gap, { kind: 'snapshot', snapshot: aSnapshot({ version: 9 }) })
    expect(old).toMatchObject({ stale: true, version: 10 })
  })

  it('believes the node that it has joined, whose numbers are its own, and asks it once more', () => {
    const gap = hear(room, { kind: 'sales', version: 10, sales: [viewOf({ version: 6, left: 5 })] })
    const joined = hear(gap, { kind: 'joined', snapshot: aSnapshot({ version: 2 }) })
    expect(joined).toMatchObject({ stale: true, version: 2 })
    expect(joined.sales[0]?.left).toBe(5)
    const asked = hear(joined, { kind: 'snapshot', snapshot: aSnapshot({ version: 2 }) })
    expect(asked).toMatchObject({ stale: false, version: 2 })
  })

  it('asks again when news was faster than the answer to its joining', () => {
    const news = { state: 'live', featuredSaleId: null, pin: room.pin, demoBuyers: false } as const
    const told = hear(room, { kind: 'room', version: 8, ...news })
    const joined = hear(told, { kind: 'joined', snapshot: aSnapshot({ version: 7 }) })
    expect(joined.stale).toBe(true)
    expect(hear(told, { kind: 'joined', snapshot: aSnapshot({ version: 8 }) }).stale).toBe(false)
  })

  it('keeps the newer stock when a snapshot of the same version is a little behind', () => {
    const moved = hear(room, { kind: 'sales', version: 8, sales: [viewOf({ version: 6, left: 5 })] })
    const after = hear(moved, { kind: 'snapshot', snapshot: aSnapshot({ version: 8 }) })
    expect(after.sales[0]?.left).toBe(5)
  })

  it('asks for the queue when the host changed the room', () => {
    const after = hear(room, {
      kind: 'room',
      version: 8,
      state: 'live',
      featuredSaleId: 'sale_2',
      pin: { version: 0, card: null },
      demoBuyers: true,
    })
    expect(after).toMatchObject({ featuredSaleId: 'sale_2', demoBuyers: true, stale: true })
  })

  it('ignores news of a room change that is older than itself', () => {
    const news = {
      kind: 'room',
      version: 6,
      state: 'planned',
      featuredSaleId: null,
      pin: { version: 0, card: null },
      demoBuyers: false,
    } as const
    expect(hear(room, news)).toBe(room)
  })

  it('says each ticker line once, and keeps the last twenty', () => {
    const lines = Array.from({ length: 30 }, (_, at): TickerView => {
      const id = `line_${at}`
      return { id, kind: 'held', buyer: '林**', saleId: 'sale_1', quantity: 1, at: '', demo: false }
    })
    const once = hear(room, { kind: 'ticker', lines })
    const twice = hear(once, { kind: 'ticker', lines: lines.slice(-3) })
    expect(twice.ticker.map(({ id }) => id)).toEqual(lines.slice(-20).map(({ id }) => id))
  })

  it('replaces a hold in every tab', () => {
    const hold = {
      holdId: 'hold_1',
      saleId: 'sale_1',
      quantity: 1,
      unitPriceFen: fen(5900),
      sequence: 1,
      state: 'held',
      expiresAt: '2026-11-23T12:05:00Z',
      createdAt: '2026-11-23T12:00:00Z',
      payFirst: false,
    } as const
    const held = hear(room, { kind: 'hold', hold })
    const paid = hear(held, { kind: 'hold', hold: { ...hold, state: 'paid' } })
    expect(paid.holds).toEqual([{ ...hold, state: 'paid' }])
  })

  it('keeps the last words of a line, also when earlier ones come late and over a snapshot', () => {
    const told = (number: number, text: string, isFinal = false) =>
      ({ kind: 'caption', caption: { number, text, isFinal } }) as const
    const spoken = hear(hear(room, told(3, '这是')), told(3, '这是茶。', true))
    expect(hear(spoken, told(3, '这是'))).toBe(spoken)
    expect(hear(spoken, told(4, '现')).caption?.text).toBe('现')
    // Another device counts for itself.
    expect(hear(spoken, told(1, '好')).caption?.text).toBe('好')
    expect(hear(spoken, { kind: 'snapshot', snapshot: aSnapshot({ version: 9 }) }).caption?.text).toBe(
      '这是茶。',
    )
  })

  it('asks anew when the connection was too slow', () => {
    expect(hear(room, { kind: 'missed' }).stale).toBe(true)
  })

  it('keeps the place in line until a unit is granted', () => {
    const place = { saleId: 'sale_1', number: 4, ahead: 1, quantity: 1, paysFirst: false }
    const inLine = hear(room, { kind: 'place', saleId: 'sale_1', place })
    expect(inLine.places).toEqual([place])
    expect(hear(inLine, { kind: 'place', saleId: 'sale_1', place: null }).places).toEqual([])

    const hold = { holdId: 'hold_1', saleId: 'sale_1', quantity: 1, unitPriceFen: fen(5900), sequence: 1 }
    const times = { expiresAt: '2026-11-23T12:01:30Z', createdAt: '2026-11-23T12:00:00Z', payFirst: false }
    const granted = hear(inLine, { kind: 'hold', hold: { ...hold, ...times, state: 'held' } })
    expect(granted.places).toEqual([])
    const released = hear(inLine, { kind: 'hold', hold: { ...hold, ...times, state: 'released' } })
    expect(released.places).toEqual([place])
  })

  it('knows that who has paid is forgiven, and asks anew when a hold ran out where others pay first', () => {
    const hold = { holdId: 'hold_1', saleId: 'sale_1', quantity: 1, unitPriceFen: fen(5900), sequence: 1 }
    const times = { expiresAt: '2026-11-23T12:01:30Z', createdAt: '2026-11-23T12:00:00Z' }
    const after = (from: Room, change: Pick<HoldView, 'state' | 'payFirst'>) =>
      hear(from, { kind: 'hold', hold: { ...hold, ...times, ...change } })
    const held = after(room, { state: 'held', payFirst: true })
    expect(held.paysFirst).toBe(true)
    expect(after(held, { state: 'paid', payFirst: true }).paysFirst).toBe(false)

    const strict = { ...room, sales: room.sales.map((sale) => ({ ...sale, payFirst: true })) }
    expect(after(strict, { state: 'expired', payFirst: false }).stale).toBe(true)
    expect(after(room, { state: 'expired', payFirst: false }).stale).toBe(false)
  })

  it('starts afresh with the snapshot of another session', () => {
    const other = hear(room, {
      kind: 'snapshot',
      snapshot: aSnapshot({ liveSessionId: 'live_2', version: 1 }),
    })
    expect(other).toMatchObject({ liveSessionId: 'live_2', version: 1 })
  })
})

describe('the sale in the middle', () => {
  const [first, second] = [aRoomSale(), aRoomSale({ saleId: 'sale_2', state: 'scheduled' })]

  it('is the one that the host shows', () => {
    expect(featuredSale({ sales: [first, second], featuredSaleId: 'sale_2' })?.saleId).toBe('sale_2')
  })

  it('is the open one when the featured one has ended', () => {
    const ended = aRoomSale({ saleId: 'sale_0', state: 'ended' })
    expect(featuredSale({ sales: [ended, first], featuredSaleId: 'sale_0' })?.saleId).toBe('sale_1')
  })

  it('is the next one when none is open', () => {
    const ended = aRoomSale({ state: 'ended' })
    expect(featuredSale({ sales: [ended, second], featuredSaleId: null })?.saleId).toBe('sale_2')
  })

  it('is nothing in an empty room', () => {
    expect(featuredSale({ sales: [], featuredSaleId: null })).toBeNull()
  })
})
