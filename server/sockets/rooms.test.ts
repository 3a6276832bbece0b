import { expect, it } from 'vitest'
import { standingClock } from '#server/platform/clock.ts'
import { createRateLimits } from '#server/platform/rate-limits.ts'
import { roomAsks } from './rooms.ts'
import { liveRoom, type RoomSocket, type SocketDeps } from './types.ts'

it('remembers and tells nothing about a room that somebody leaves without being in it', async () => {
  const told: string[] = []
  const asks = roomAsks({
    services: { live: { leaves() {} } } as unknown as SocketDeps['services'],
    limits: createRateLimits({ factor: 1 }),
    clock: standingClock(new Date('2026-11-23T02:00:00.000Z')),
    entrance: { mayEnter: async () => true, mayBuy: async () => true },
    news: { viewersChanged: (liveSessionId) => void told.push(liveSessionId) },
  })
  const rooms = new Set([liveRoom('live_here')])
  const socket = { rooms, leave: async (room: string) => void rooms.delete(room) } as unknown as RoomSocket
  const leave = (liveSessionId: string) =>
    asks['room:leave'].run({ liveSessionId }, { buyerId: 'vis_a', socket })

  expect(await leave('made-up')).toEqual({ ok: true, value: null })
  expect(told).toEqual([])
  await leave('live_here')
  expect(told).toEqual(['live_here'])
})
