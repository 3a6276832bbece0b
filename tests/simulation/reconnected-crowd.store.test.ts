import { afterEach, beforeEach, expect, it } from 'vitest'
import { askPatiently } from '#app/features/flash-sale/claim.ts'
import { presencePass } from '#app/features/flash-sale/prove.ts'
import { randomIds } from '#server/platform/ids.ts'
import { twoLiveRooms, visitor, type RoomClient } from '#tests/make/live-room.ts'

// A node dies in front of a full room, and its crowd claims on another one, all in the same second. The guard counts as
// in production, and the buyers ask as the page does.

const CROWD = Array.from({ length: 300 }, (_, n) => `vis_${n}`)
const WATCHED_MS = 10_001
type TwoRooms = Awaited<ReturnType<typeof twoLiveRooms>>
type Buyer = { client: RoomClient; token: string }

let shop: TwoRooms
beforeEach(async () => {
  shop = await twoLiveRooms({ stock: CROWD.length })
})
afterEach(async () => {
  expect(await shop.broken()).toEqual([])
  await shop.close()
})

/** Everybody on one node. @returns who has joined, with the token of the snapshot */
function enter(node: TwoRooms['nodes'][number]): Promise<Buyer[]> {
  const joined = CROWD.map(async (buyerId) => {
    const client = node.connect(visitor(buyerId))
    const room = await client.emitWithAck('room:join', { liveSessionId: shop.liveSession.id })
    if (!room.ok) throw new Error(room.refusal.kind)
    return { client, token: room.value.roomToken }
  })
  return Promise.all(joined)
}

/** All have watched for ten seconds when their connections break. @returns the crowd on the other node */
async function moved(): Promise<Buyer[]> {
  const [here, there] = shop.nodes
  const watching = await enter(here)
  shop.clock.advance(WATCHED_MS)
  for (const { client } of watching) client.disconnect()
  const arrived = await enter(there)
  return arrived.map(({ client }, n) => ({ client, token: watching[n]!.token }))
}

type Shown = {
  shows(token: string): ReturnType<typeof presencePass>
  proves(token: string): { token: string } | null
}

async function claimAll(crowd: readonly Buyer[], { shows, proves }: Shown) {
  const claims = crowd.map(async ({ client, token }) => {
    let asked = 0
    const request = { saleId: shop.sale.id, quantity: 1, claimKey: randomIds.uuid() }
    const answer = await askPatiently(
      request,
      (one) => {
        asked++
        return client.emitWithAck('claim:create', one)
      },
      { wait: async () => {}, onQueued: () => {}, pass: shows(token), prove: async () => proves(token) },
    )
    return { isHeld: answer?.ok === true, asked }
  })
  const claimed = await Promise.all(claims)
  const report = shop.nodes[1].guard.report([shop.sale.id])
  return {
    held: claimed.filter(({ isHeld }) => isHeld).length,
    most: Math.max(...claimed.map(({ asked }) => asked)),
    report,
  }
}

it('asks nobody for anything: the pages show from the first that they were open before', async () => {
  const { held, most, report } = await claimAll(await moved(), {
    shows: (token) => presencePass(token, WATCHED_MS),
    proves: () => null,
  })

  expect({ held, most }).toEqual({ held: CROWD.length, most: 1 })
  expect(report).toMatchObject({ isUnderAttack: false, strangers: 0, asked: 0 })
})

it('slows a client that shows its token only when it is asked by one round trip, and lets it do no work', async () => {
  const { held, most, report } = await claimAll(await moved(), {
    shows: () => null,
    proves: (token) => ({ token }),
  })

  expect({ held, most }).toEqual({ held: CROWD.length, most: 2 })
  expect(report).toMatchObject({ isUnderAttack: true, proved: 0 })
  expect(report.asked).toBeGreaterThan(0)
})
