import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { standingClock } from '#server/platform/clock.ts'
import { createLog } from '#server/platform/log.ts'
import { createNodeBus, type Ears, type NodeBus } from '#server/platform/node-bus.ts'
import { aMedia } from '#tests/make/media.ts'
import { aFragment, anInit } from '#tests/make/mp4.ts'
import { amongNodes, type Media } from './index.ts'

const SESSION = 'live_1'
const log = createLog({ LOG_LEVEL: 'silent' })
let clock: ReturnType<typeof standingClock>
let opened: { bus: NodeBus; media: Media; heard: string[] }[]

/** Two nodes whose line is a function call. */
beforeEach(() => {
  clock = standingClock(new Date('2026-11-27T04:00:00Z'))
  const ears: Ears[] = []
  opened = ['one', 'two'].map((nodeId) => {
    const openLine = (own: Ears) => {
      ears.push(own)
      queueMicrotask(() => own.up())
      return {
        send: async (packet: string) => {
          for (const one of ears) one.heard(packet)
        },
        close: async () => {},
      }
    }
    const bus = createNodeBus({ nodeId, openLine, log })
    const media = amongNodes(aMedia(clock), { bus, clock })
    const heard: string[] = []
    media.onChanged((liveSessionId) => heard.push(liveSessionId))
    return { bus, media, heard }
  })
})
afterEach(async () => {
  for (const { bus, media } of opened) {
    await media.close()
    await bus.close()
  }
})
const nodes = () => [opened[0]!, opened[1]!] as const
const stateOn = async ({ media }: { media: Media }) => (await media.playback(SESSION)).state
const becomes = (node: { media: Media }, state: string) =>
  vi.waitFor(async () => expect(await stateOn(node)).toBe(state))

async function broadcastOn({ media }: { media: Media }) {
  const connected = await media.connect(SESSION, { say() {}, hangUp() {}, pause() {}, resume() {} })
  if (!connected.ok) throw new Error(connected.refusal.kind)
  connected.value.begin({ run: 'one', mime: 'video/mp4', takeOver: false })
  for (let n = 0; n < 8; n++) {
    clock.advance(250)
    const fragment = aFragment({ startSec: n / 4, isKey: n % 4 === 0 })
    connected.value.piece(n, n === 0 ? Buffer.concat([anInit(), fragment]) : fragment)
  }
  return connected.value
}

it('is known on every node, whichever the host is connected to, until it is over', async () => {
  const [here, there] = nodes()
  const publisher = await broadcastOn(here)
  await becomes(there, 'live')
  expect(there.heard).toEqual([SESSION])
  const { base } = (await there.media.playback(SESSION)) as { base: string }
  const asked = { liveSessionId: SESSION, token: base.split('/').at(-1)!, name: 'live.m3u8' }
  expect(await here.media.file(asked)).toMatchObject({ ok: true })

  publisher.lost()
  await becomes(there, 'away')
  // Ended where its host's form went to, not where the picture is.
  await there.media.end(SESSION)
  await becomes(here, 'recorded')
  expect(await stateOn(there)).toBe('none')
})

it('tells the others why its picture stands still, and that it moves again', async () => {
  const [here, there] = nodes()
  const publisher = await broadcastOn(here)
  await becomes(there, 'live')
  const why = async () => {
    const playback = await there.media.playback(SESSION)
    return playback.state === 'live' ? playback.soundOnly : playback.state
  }
  publisher.begin({ run: 'two', mime: 'video/mp4', takeOver: false, soundOnly: 'weak_line' })
  await vi.waitFor(async () => expect(await why()).toBe('weak_line'))
  publisher.begin({ run: 'three', mime: 'video/mp4', takeOver: false })
  await vi.waitFor(async () => expect(await why()).toBeNull())
})

it('is forgotten with the node that showed it, which tells it again and again', async () => {
  const [here, there] = nodes()
  await broadcastOn(here)
  await becomes(there, 'live')
  clock.advance(31_000)
  expect(await stateOn(there)).toBe('none')
})

it('is where the host has come back to, whatever the node says that lost them', async () => {
  const [here, there] = nodes()
  const lost = await broadcastOn(here)
  await becomes(there, 'live')
  await broadcastOn(there)
  await becomes(here, 'live')
  lost.lost()
  await vi.waitFor(() => expect(here.heard.length).toBeGreaterThan(3))
  expect([await stateOn(here), await stateOn(there)]).toEqual(['live', 'live'])
})
