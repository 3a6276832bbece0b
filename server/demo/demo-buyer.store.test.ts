import { afterEach, beforeEach, expect, it } from 'vitest'
import { fen } from '#shared/money.ts'
import type { TickerView } from '#shared/live.ts'
import { aLiveRoom, SECRET, visitor, type LiveRoom } from '#tests/make/live-room.ts'
import { createLog } from '../platform/log.ts'
import { createDemoBuyers } from './demo-buyers.ts'

let room: LiveRoom
beforeEach(async () => {
  room = await aLiveRoom({ stock: 30 })
})
afterEach(async () => {
  expect(await room.broken()).toEqual([])
  await room.close()
})

it('comes in by the front door when it is switched on, buys marked as scripted, and leaves when switched off', async () => {
  const { live, liveSession, origin } = room
  const buyers = createDemoBuyers({
    live,
    log: createLog({ LOG_LEVEL: 'silent' }),
    secret: SECRET,
    // the least of every wait, and yes to everything
    chance: () => 0,
  })
  const firstLine = new Promise<TickerView>((resolve) => live.onTicker((_, line) => resolve(line)))
  const watcher = room.connect(visitor('vis_watcher'))
  // The count is told at most once a second: switching off before it was told would hide that anybody came.
  const viewersBecome = (fits: (viewers: number) => boolean) =>
    new Promise<void>((resolve) => {
      watcher.on('viewers:changed', ({ viewers }) => fits(viewers) && resolve())
    })
  const came = viewersBecome((viewers) => viewers > 1)
  await watcher.emitWithAck('room:join', { liveSessionId: liveSession.id })

  buyers.connectTo(origin)
  await buyers.tend()
  await live.setDemoBuyers(liveSession.id, true)
  await buyers.tend()
  const line = await firstLine
  await came
  const left = viewersBecome((viewers) => viewers === 1)
  await live.setDemoBuyers(liveSession.id, false)
  await buyers.tend()
  await left
  await buyers.close()

  expect(line).toMatchObject({ demo: true, kind: 'held', quantity: 1 })
  expect(line.buyer).toMatch(/^演示·/)
})

it('comes to a rehearsal by itself, says what it is, takes all there is, and leaves at its end', async () => {
  const { live, flashSale, origin, variant } = room
  await live.end(room.liveSession.id)
  const planned = await live.plan({
    ...{ villageId: room.village.id, hostUserId: 'user_host', hostName: { zh: '林小满', en: 'Lin Xiaoman' } },
    ...{ title: { zh: '秋蜜', en: 'Honey' }, picture: 'village-yiyou', startsAt: room.clock.now() },
  })
  const { liveSessionId: plan } = planned.ok ? planned.value : { liveSessionId: '' }
  const terms = { variantId: variant.id, priceFen: fen(4900), total: 3, perBuyerLimit: 2, durationSec: 300 }
  await flashSale.draft(plan, terms)
  const made = await live.rehearse(plan, 'user_host')
  const { liveSessionId } = made.ok ? made.value : { liveSessionId: '' }
  await live.start(liveSessionId, 'user_host')
  const [sale] = await flashSale.salesOfSession(liveSessionId)
  await flashSale.open(sale!.saleId)
  const buyers = createDemoBuyers({
    ...{ live, log: createLog({ LOG_LEVEL: 'silent' }), secret: SECRET },
    chance: () => 0,
  })
  const firstLine = new Promise<TickerView>((resolve) => live.onTicker((_, line) => resolve(line)))

  buyers.connectTo(origin)
  await buyers.tend()

  expect((await firstLine).buyer).toMatch(/^彩排买家·/)
  await expect.poll(async () => (await flashSale.sale(sale!.saleId))!.left).toBe(0)
  await live.end(liveSessionId)
  expect(await live.rehearsalsOnAirHere()).toEqual([])
  await buyers.tend()
  await buyers.close()
})
