import type { Playback } from '#shared/live.ts'
import type { LiveMedia } from '#server/media/index.ts'
import type { Clock } from '#server/platform/clock.ts'

/** A busy core serves 140 (docs/PERFORMANCE.md): half of one is left for claims. */
const MOST = 70
/** Whose page was just drawn has so long to come into the room; who is back so soon has never been away. */
const COMING_MS = 30_000
const BACK_MS = 120_000

type Viewer = { liveSessionId: string; buyerId: string }
/** `tab`: one of the viewer's, by its socket */
export type Watching = Viewer & { tab: string }
/** A picture as one viewer is shown it: with an address of low latency, or a plain one. */
export type Addressed = (video: Playback, viewer: Viewer) => Playback

type Place = { tabs: Set<string>; until: number }
/** `most`: viewers of this node */
type LowLatencyDeps = { clock: Clock; most: number | undefined; address: LiveMedia['address'] }

/**
 * Who of this node's viewers has low latency, which costs its processor several times what the plain list does: the
 * first so many, each for as long as they watch. Whoever comes later is given the plain list, until they come when there
 * is a place.
 */
export function createLowLatency({ clock, most = MOST, address }: LowLatencyDeps) {
  const places = new Map<string, Place>()
  const watched = new Map<string, Place>()
  const now = () => clock.now().getTime()
  const isHeld = ({ tabs, until }: Place) => tabs.size > 0 || until > now()
  const keyOf = ({ liveSessionId, buyerId }: Viewer) => `${liveSessionId}/${buyerId}`

  function makeRoom() {
    for (const [key, place] of places) if (!isHeld(place)) places.delete(key)
  }

  /** @returns whether a viewer has a place, which is kept for them */
  function keeps(viewer: Viewer): boolean {
    const own = places.get(keyOf(viewer))
    if (!own || !isHeld(own)) return false
    own.until = Math.max(own.until, now() + COMING_MS)
    return true
  }
  /** @returns whether a viewer has a place now */
  function takes(viewer: Viewer): boolean {
    if (keeps(viewer)) return true
    if (places.size >= most) makeRoom()
    if (places.size >= most) return false
    places.set(keyOf(viewer), { tabs: new Set(), until: now() + COMING_MS })
    return true
  }

  const addressedIf =
    (isLow: (viewer: Viewer) => boolean): Addressed =>
    (video, viewer) => {
      const isLive = video.state === 'live' || video.state === 'away'
      return isLive && !isLow(viewer) ? { ...video, base: address(viewer.liveSessionId, 'plain') } : video
    }

  return {
    /** for who comes into the room */
    addressed: addressedIf(takes),
    /** for who is in it, or looks at it from elsewhere */
    addressedAgain: addressedIf(keeps),
    watches({ tab, ...viewer }: Watching) {
      const place = places.get(keyOf(viewer))
      if (!place) return
      place.tabs.add(tab)
      watched.set(`${viewer.liveSessionId}/${tab}`, place)
    },
    leaves({ liveSessionId, tab }: Omit<Watching, 'buyerId'>) {
      const place = watched.get(`${liveSessionId}/${tab}`)
      if (!place) return
      watched.delete(`${liveSessionId}/${tab}`)
      place.tabs.delete(tab)
      place.until = Math.max(place.until, now() + BACK_MS)
    },
  }
}
