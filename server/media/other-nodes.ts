import { z } from 'zod'
import type { Playback } from '#shared/live.ts'
import type { Clock } from '#server/platform/clock.ts'
import { createListeners } from '#server/platform/listeners.ts'
import type { NodeBus, Topic } from '#server/platform/node-bus.ts'
import type { Media } from './types.ts'

/** A node that is gone takes its pictures with it: they are told again and again, and forgotten in between. */
const AGAIN_MS = 10_000
const KNOWN_FOR_MS = 3 * AGAIN_MS

const shown = z.enum(['live', 'away'])
type Shown = z.infer<typeof shown>

// Nodes believe each other: the schemas only find out whether the other one is of another version.
const pictureMoved: Topic<[string, Shown | null]> = {
  name: 'picture-moved',
  schema: z.tuple([z.string(), shown.nullable()]),
}
/** asked by a node that has just come, or may have missed something */
const whosePictures: Topic<null> = { name: 'whose-pictures', schema: z.null() }
const pictureOver: Topic<string> = { name: 'picture-over', schema: z.string() }

type Elsewhere = { state: Shown; nodeId: string; until: number }
type Deps = { bus: NodeBus; clock: Clock }

const stateOf = ({ state }: Playback): Shown | null => (state === 'live' || state === 'away' ? state : null)

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
    return known && known.until > clock.now().getTime() ? known.state : null
  }
  async function tell(liveSessionId: string) {
    const state = stateOf(await media.playback(liveSessionId))
    if (state) told.set(liveSessionId, state)
    else told.delete(liveSessionId)
    bus.publish(pictureMoved, [liveSessionId, state])
  }
  const tellAll = () => {
    for (const [liveSessionId, state] of told) bus.publish(pictureMoved, [liveSessionId, state])
  }
  function hear([liveSessionId, state]: [string, Shown | null], nodeId: string) {
    const before = seen(liveSessionId)
    const known = elsewhere.get(liveSessionId)
    // One that has lost its host says nothing of the one that has got it since.
    if (known && known.nodeId !== nodeId && state !== 'live' && before === 'live') return
    if (state) elsewhere.set(liveSessionId, { state, nodeId, until: clock.now().getTime() + KNOWN_FOR_MS })
    else elsewhere.delete(liveSessionId)
    if (state !== before) changes.tell(liveSessionId)
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
      const state = own.state === 'live' ? null : seen(liveSessionId)
      if (!state) return own
      const poster = await media.posterOf(liveSessionId)
      return { state, base: media.address(liveSessionId), poster }
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
