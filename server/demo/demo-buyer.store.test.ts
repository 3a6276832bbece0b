import { afterEach, beforeEach, expect, it } from 'vitest'
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
