import { expect, it } from 'vitest'
import type { ClaimAnswer } from '#shared/flash-sale.ts'
import { randomIds } from '#server/platform/ids.ts'
import { twoLiveRooms, visitor, type RoomClient } from '#tests/make/live-room.ts'

const BUYERS = 500
const UNITS = 100

const ready = (client: RoomClient) =>
  new Promise<void>((resolve, reject) => {
    client.once('connect', resolve)
    client.once('connect_error', reject)
  })

it(
  'sells 100 units to exactly 100 of 500 buyers at two nodes, and answers all the others',
  { timeout: 120_000 },
  async () => {
    const shop = await twoLiveRooms({ stock: UNITS, perBuyerLimit: 1 })
    const clients = Array.from({ length: BUYERS }, (_, index) =>
      shop.nodes[index % 2]!.connect(visitor(`vis_${index}`)),
    )
    await Promise.all(clients.map(ready))
    // A crowd is in the room before the sale; who is not, is a stranger to the guard.
    await Promise.all(
      clients.map((client) => client.emitWithAck('room:join', { liveSessionId: shop.liveSession.id })),
    )
    shop.clock.advance(10_000)

    const claim = (client: RoomClient): Promise<ClaimAnswer> =>
      client.emitWithAck('claim:create', { saleId: shop.sale.id, quantity: 1, claimKey: randomIds.uuid() })
    const answers = await Promise.all(clients.map(claim))
    const held = answers.filter((answer) => answer.ok).map((answer) => answer.value)
    const refusals = answers.filter((answer) => !answer.ok).map((answer) => answer.refusal)
    await shop.db.$transaction((tx) =>
      shop.flashSale.sell(
        tx,
        held.map(({ holdId }) => holdId),
      ),
    )

    expect(held.map(({ sequence }) => sequence).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: UNITS }, (_, index) => index + 1),
    )
    expect(refusals).toEqual(
      Array.from({ length: BUYERS - UNITS }, () => ({ kind: 'sold_out', left: 0, held: UNITS })),
    )
    expect(await shop.flashSale.sale(shop.sale.id)).toMatchObject({ sold: UNITS, held: 0, left: 0 })
    expect(await shop.broken()).toEqual([])
    await shop.close()
  },
)
