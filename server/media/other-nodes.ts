import { z } from 'zod'
import { RENDITIONS, type Playback } from '#shared/live.ts'
import { soundOnly } from '#shared/ingest.ts'
import type { Clock } from '#server/platform/clock.ts'
import { createListeners } from '#server/platform/listeners.ts'
import type { NodeBus, Topic } from '#server/platform/node-bus.ts'
import type { Media } from './types.ts'

/** A node that is gone takes its pictures with it: they are told again and again, and forgotten in between. */
const AGAIN_MS = 10_000
const KNOWN_FOR_MS = 3 * AGAIN_MS

const shown = z.object({
  state: z.enum(['live', 'away']),
  renditions: z.array(z.enum(RENDITIONS).exclude(['source'])),
  soundOnly: soundOnly.nullable(),
})
type Shown = z.infer<typeof shown>

// Nodes believe each other: the schemas only find out whether the other one is of another version.
const pictureMoved: Topic<[string, Shown | null]> = {
  name: 'picture-moved',
  schema: z.tuple([z.string(), shown.nullable()]),
}
/** asked by a node that has just come, or may have missed something */
const whosePictures: Topic<null> = { name: 'whose-pictures', schema: z.null() }
const pictureOver: Topic<string> = { name: 'picture-over', schema: z.string() }

type Elsewhere = { shown: Shown; nodeId: string; until: number }
type Deps = { bus: NodeBus; clock: Clock }

function shownBy(playback: Playback): Shown | null {
  if (playback.state !== 'live' && playback.state !== 'away') return null
  const { state, renditions, soundOnly } = playback
  return { state, renditions, soundOnly }
}
const isSame = (one: Shown | null, other: Shown | null) => JSON.stringify(one) === JSON.stringify(other)

/**
 * Media that know what the other nodes show. A picture is in the memory of the node that its host is connected to; the
 * proxy sends its players there by the session in their addresses, so all that others need is that there is one.
 */
export function amongNodes(media: Media, { bus, clock }: Deps): Media {
  const told = new Map<string, Shown>()
  const elsewhere = new Map<string, Elsewhere>()
  const changes = createListeners<[liveSessionId: string]>()

  function seen(liveSessionId: string): Shown | null {
    const known = elsewhere.get(liveSessionId)
    return known && known.until > clock.now().getTime() ? known.shown : null
  }
  async function tell(liveSessionId: string) {
    const now = shownBy(await media.playback(liveSessionId))
    if (now) told.set(liveSessionId, now)
    else told.delete(liveSessionId)
    bus.publish(pictureMoved, [liveSessionId, now])
  }
  const tellAll = () => {
    for (const [liveSessionId, now] of told) bus.publish(pictureMoved, [liveSessionId, now])
  }
  function hear([liveSessionId, now]: [string, Shown | null], nodeId: string) {
    const before = seen(liveSessionId)
    const known = elsewhere.get(liveSessionId)
    // One that has lost its host says nothing of the one that has got it since.
    if (known && known.nodeId !== nodeId && now?.state !== 'live' && before?.state === 'live') return
    if (now) elsewhere.set(liveSessionId, { shown: now, nodeId, until: clock.now().getTime() + KNOWN_FOR_MS })
    else elsewhere.delete(liveSessionId)
    if (!isSame(now, before)) changes.tell(liveSessionId)
  }

  const again = setInterval(tellAll, AGAIN_MS).unref()
  bus.publish(whosePictures, null)
  const stops = [
    media.onChanged((liveSessionId) => {
      changes.tell(liveSessionId)
      void tell(liveSessionId)
    }),
    bus.subscribe(pictureMoved, hear),
    bus.subscribe(whosePictures, tellAll),
    bus.subscribe(pictureOver, (liveSessionId) => {
      elsewhere.delete(liveSessionId)
      void media.end(liveSessionId)
    }),
    bus.onGap((gap) => {
      if (gap === 'back') bus.publish(whosePictures, null)
    }),
  ]

  return {
    ...media,
    async playback(liveSessionId) {
      const own = await media.playback(liveSessionId)
      const there = own.state === 'live' ? null : seen(liveSessionId)
      if (!there) return own
      const poster = await media.posterOf(liveSessionId)
      const base = media.address(liveSessionId)
      return { ...there, base, engine: media.engineList(liveSessionId), poster }
    },
    async end(liveSessionId) {
      elsewhere.delete(liveSessionId)
      await media.end(liveSessionId)
      bus.publish(pictureOver, liveSessionId)
    },
    onChanged: changes.on,
    async close() {
      clearInterval(again)
      for (const stop of stops) stop()
      await media.close()
    },
  }
}
