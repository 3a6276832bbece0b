import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { HostChat } from '#shared/chat.ts'
import type { SaleView } from '#shared/flash-sale.ts'
import { randomIds } from '#server/platform/ids.ts'
import { SECRETARY, twoLiveRooms, visitor, type RoomClient } from '#tests/make/live-room.ts'

const PATIENCE = { timeout: 15_000, interval: 20 }
type TwoRooms = Awaited<ReturnType<typeof twoLiveRooms>>

let shop: TwoRooms
beforeEach(async () => {
  shop = await twoLiveRooms({ stock: 40 })
})
afterEach(async () => {
  expect(await shop.broken()).toEqual([])
  await shop.close()
})

/** @param viewers gets what the room says, from its snapshot on: news may come with the answer, or be in it */
async function enter(
  node: TwoRooms['nodes'][number],
  buyerId: string,
  viewers: number[] = [],
): Promise<RoomClient> {
  const client = node.connect(visitor(buyerId))
  client.on('viewers:changed', (news) => viewers.push(news.viewers))
  const room = await client.emitWithAck('room:join', { liveSessionId: shop.liveSession.id })
  if (!room.ok) throw new Error(room.refusal.kind)
  viewers.unshift(room.value.viewers)
  return client
}
const aClaim = () => ({ saleId: shop.sale.id, quantity: 1, claimKey: randomIds.uuid() })

it('shows a room on every node what was sold on the others', async () => {
  const [here, there] = shop.nodes
  const buyers = await Promise.all(Array.from({ length: 30 }, (_, n) => enter(here, `vis_${n}`)))
  const watcher = await enter(there, 'vis_watcher')
  const [sales, lines] = [[] as SaleView[], [] as string[]]
  watcher.on('sale:changed', (news) => sales.push(...news.sales))
  watcher.on('ticker:moved', (news) => lines.push(...news.lines.map(({ id }) => id)))

  const answers = await Promise.all(buyers.map((buyer) => buyer.emitWithAck('claim:create', aClaim())))

  expect(answers.every(({ ok }) => ok)).toBe(true)
  await vi.waitFor(() => expect(sales.at(-1)).toMatchObject({ held: 30, left: 10 }), PATIENCE)
  await vi.waitFor(() => expect(lines.length).toBeGreaterThan(0), PATIENCE)
  const versions = sales.map(({ version }) => version)
  expect(versions).toEqual(versions.toSorted((a, b) => a - b))
})

it('tells a buyer on one node what became of the hold on another', async () => {
  const [here, there] = shop.nodes
  const buyer = await enter(here, 'vis_a')
  const claimed = await buyer.emitWithAck('claim:create', aClaim())
  if (!claimed.ok) throw new Error(claimed.refusal.kind)
  const states: string[] = []
  buyer.on('hold:changed', (hold) => states.push(hold.state))

  await there.flashSale.release('vis_a', claimed.value.holdId)

  await vi.waitFor(() => expect(states).toEqual(['released']), PATIENCE)
})

it('carries chat, and counts viewers of all nodes', async () => {
  const [here, there] = shop.nodes
  const [said, viewers] = [[] as string[], [] as number[]]
  const [speaker, listener] = [await enter(here, 'vis_a'), await enter(there, 'vis_b', viewers)]
  listener.on('chat:sent', ({ messages }) => said.push(...messages.map(({ text }) => text)))

  await speaker.emitWithAck('chat:send', { liveSessionId: shop.liveSession.id, text: '甜吗' })

  await vi.waitFor(() => expect(said).toEqual(['甜吗']), PATIENCE)
  await vi.waitFor(() => expect(viewers.at(-1)).toBe(2), PATIENCE)
  speaker.disconnect()
  await vi.waitFor(() => expect(viewers.at(-1)).toBe(1), PATIENCE)
})

it('carries captions', async () => {
  const [here, there] = shop.nodes
  const { id: liveSessionId } = shop.liveSession
  const viewer = await enter(there, 'vis_a')
  const said: string[] = []
  viewer.on('caption:said', ({ text }) => said.push(text))
  const host = here.connect(`${visitor('vis_host')}; ${SECRETARY}`)

  for (const [number, text] of ['乡亲们好', '今天看茶'].entries())
    await host.emitWithAck('caption:say', { liveSessionId, number, text, isFinal: true })

  await vi.waitFor(() => expect(said).toEqual(['乡亲们好', '今天看茶']), PATIENCE)
})

it('carries what a host does about a chat to the rooms of the other nodes', async () => {
  const [here, there] = shop.nodes
  const { id: liveSessionId } = shop.liveSession
  const [speaker, watcher] = [await enter(there, 'vis_a'), await enter(there, 'vis_b')]
  const host = here.connect(`${visitor('vis_host')}; ${SECRETARY}`)
  await host.emitWithAck('room:join', { liveSessionId })
  const told: string[] = []
  watcher.on('chat:sent', (news) => told.push(...news.messages.map(({ text }) => text)))
  watcher.on('chat:hidden', (news) => told.push(...news.messageIds))
  watcher.on('chat:ruled', ({ notice, slowSec }) => told.push(`${notice} ${slowSec}`))
  const beside: HostChat[] = []
  host.on('host:chat', (news) => beside.push(news))
  await host.emitWithAck('host:watch', { liveSessionId })
  const say = (text: string) => speaker.emitWithAck('chat:send', { liveSessionId, text })

  const said = await say('假货')
  const messageId = said.ok ? said.value.id : ''
  await vi.waitFor(() => expect(told).toEqual(['假货']), PATIENCE)
  await host.emitWithAck('chat:moderate', { liveSessionId, act: 'hide', messageId })
  await vi.waitFor(() => expect(told).toContain(messageId), PATIENCE)
  const snapshot = await watcher.emitWithAck('room:snapshot', { liveSessionId })
  expect(snapshot).toMatchObject({ value: { chat: [], chatHidden: [messageId] } })

  await host.emitWithAck('chat:moderate', { liveSessionId, act: 'show', messageId })
  await vi.waitFor(() => expect(told.filter((text) => text === '假货')).toHaveLength(2), PATIENCE)
  await host.emitWithAck('chat:moderate', { liveSessionId, act: 'pin', text: '包邮' })
  await vi.waitFor(() => expect(told).toContain('包邮 0'), PATIENCE)
  await host.emitWithAck('chat:moderate', { liveSessionId, act: 'block', word: '假货' })
  await vi.waitFor(
    async () => expect(await say('假货')).toMatchObject({ value: { state: 'held' } }),
    PATIENCE,
  )
  await vi.waitFor(() => expect(beside.at(-1)?.aside).toMatchObject([{ why: 'held' }]), PATIENCE)
  await host.emitWithAck('chat:moderate', { liveSessionId, act: 'mute', messageId, span: '1h' })
  await vi.waitFor(
    async () => expect(await say('好蜜')).toMatchObject({ refusal: { kind: 'muted' } }),
    PATIENCE,
  )
  expect(told.filter((text) => text === '假货')).toHaveLength(2)
})

it('sells no unit twice, whichever nodes are asked', async () => {
  const claims = Array.from({ length: 100 }, (_, n) =>
    shop.nodes[n % 2]!.flashSale.claim(`vis_${n}`, aClaim()),
  )
  const granted = (await Promise.all(claims)).filter(({ ok }) => ok)

  expect(granted).toHaveLength(40)
  const sequences = granted.map((answer) => answer.ok && answer.value.sequence)
  expect(new Set(sequences).size).toBe(40)
})
