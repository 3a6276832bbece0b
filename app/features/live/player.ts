import type Hls from 'hls.js'
import { after } from '#app/ui/after.ts'
import { asOfNow } from './address.ts'
import { createEngineList, hasList, type EngineList } from './engine-list.ts'
import { createNearLive } from './near-live.ts'
import { LISTS, type Played } from './played.ts'
import type { Look } from './sound-fallback.ts'

type PlayerOptions = {
  video: HTMLVideoElement
  /** what is live, as close to now as it goes; a recording from `startSec` */
  played: Played
  /** of a recording: where to begin */
  startSec: number
  /** where the node's lists are, as it is now: addresses are good for an hour */
  base(): string
  /** the list of an engine that has the whole picture as well; null: there is none */
  engine(): string | null
  /** the address has run out, or the picture is gone: the room is asked where it is now */
  onLost(): void
  /** once a second: how far what plays is behind the host, s; null: that is not known */
  onBehind?(behindSec: number | null): void
  /** once a second, of what is live; players that fetch by themselves don't tell */
  onLook?(look: Look): void
}

const WATCH_MS = 1_000
const NEAR_LOOK_MS = 250
/** Of the hour for which an address is good. */
const ASK_ANEW_SEC = 50 * 60
/** Doubled each time: when a broadcast is gone, all who watched it ask. */
const AGAIN_MS = 500
const LONGEST_AGAIN_MS = 8_000
/** A picture that is further behind stands still, and nobody knows for how long. */
const MOST_BEHIND_SEC = 60
/** With one, hls.js may fetch its parts over and over until there is a second, and the picture starts late. */
const WHOLE_AT_FIRST = 2
/** An engine that gave nothing for so long, or for three of its segments, has nothing: no error tells of an old list. */
const NOTHING_CAME_SEC = 12
/**
 * What a line is taken to carry before anything has come over it, bits a second: most carry a whole picture. Of it
 * hls.js counts on seven tenths (`abrBandWidthUpFactor`), and a picture's heaviest second takes twice its rate.
 */
const CARRIED_AT_FIRST = 5_000_000

/** Plays a session's picture into a video element. @returns how to stop */
export async function playInto(options: PlayerOptions): Promise<() => void> {
  const { default: Player } = await import('hls.js')
  // Not asked of the element: browsers that say "maybe" stop after a few pictures.
  return Player.isSupported() ? byHls(Player, options) : byItself(options)
}

/** RTMP carries one picture: the small one and the sound are the node's. */
const engineListOf = ({ played, engine }: PlayerOptions, onBack: () => void): EngineList =>
  createEngineList({
    address: () => (played === 'main' ? engine() : null),
    hasPicture: hasList,
    after,
    onBack,
  })

function byHls(Player: typeof Hls, options: PlayerOptions) {
  const { video, played, startSec, base, onLost, onBehind, onLook } = options
  const isLive = played !== 'recording'
  // Its worker is a blob, which our pages may not run; copying fragments needs none.
  const hls = new Player({
    ...{ lowLatencyMode: true, maxLiveSyncPlaybackRate: 1.5, enableWorker: false },
    initialLiveManifestSize: WHOLE_AT_FIRST,
    ...{ abrEwmaDefaultEstimate: CARRIED_AT_FIRST, abrEwmaDefaultEstimateMax: CARRIED_AT_FIRST },
    ...(!isLive && { startPosition: startSec }),
    xhrSetup: (xhr: XMLHttpRequest, url: string) =>
      xhr.open('GET', asOfNow(url, { origin: location.origin, base: base() })),
  })
  let quietSec = 0
  const load = () => {
    quietSec = 0
    hls.loadSource(engine.now() ?? `${base()}/${LISTS[played].low}`)
  }
  const engine = engineListOf(options, load)
  function leaveEngine() {
    const hasLeft = engine.leave()
    if (hasLeft) load()
    return hasLeft
  }
  const again = createAgain(load)
  const age = createAge(options)
  hls.on(Player.Events.FRAG_BUFFERED, () => {
    again.isWell()
    quietSec = 0
  })
  hls.on(Player.Events.ERROR, (_event, { fatal, type, response }) => {
    if (!fatal || leaveEngine()) return
    if (response?.code === 403 || response?.code === 404) onLost()
    if (type === Player.ErrorTypes.MEDIA_ERROR) hls.recoverMediaError()
    else again.later()
  })
  hls.attachMedia(video)
  load()
  const stopKeeping = isLive ? keepNearLive(hls, video) : () => {}
  const watch = setInterval(() => {
    age.look()
    const segmentSec = hls.latestLevelDetails?.targetduration ?? 0
    if (++quietSec > Math.max(NOTHING_CAME_SEC, 3 * segmentSec)) leaveEngine()
    if (isLive) onLook?.(lookAt(hls, video))
    if (isLive && video.paused && !video.ended) void video.play().catch(() => {})
    // 0 until it is known.
    onBehind?.(isLive && hls.latency > 0 && hls.latency < MOST_BEHIND_SEC ? hls.latency : null)
  }, WATCH_MS)
  return () => {
    clearInterval(watch)
    stopKeeping()
    onBehind?.(null)
    again.close()
    engine.close()
    hls.destroy()
  }
}

function keepNearLive(hls: Hls, video: HTMLVideoElement): () => void {
  const near = createNearLive()
  const look = setInterval(() => {
    const { targetLatency, latency, liveSyncPosition, latestLevelDetails } = hls
    if (targetLatency === null || !liveSyncPosition || video.seeking) return
    const segmentSec = latestLevelDetails?.targetduration ?? 0
    if (near.leaps({ behindSec: latency - targetLatency, segmentSec }, performance.now()))
      video.currentTime = liveSyncPosition
  }, NEAR_LOOK_MS)
  return () => clearInterval(look)
}

/** More than players leave between what they have and what there is. */
const LEFT_OUT_SEC = 0.5

/** A host whose line is lost starves nobody: then there is no more. Nor does a page that nobody sees. */
function lookAt({ loadLevel, latestLevelDetails }: Hls, video: HTMLVideoElement): Look {
  const { paused, ended, readyState, buffered, currentTime } = video
  const moves = paused || ended || readyState >= video.HAVE_FUTURE_DATA || document.hidden
  const ends = Array.from({ length: buffered.length }, (_, at) => buffered.end(at))
  const hasUntil = ends.find((end) => end >= currentTime) ?? currentTime
  const isThereMore = latestLevelDetails !== null && latestLevelDetails.edge > hasUntil + LEFT_OUT_SEC
  return { isStarved: !moves && isThereMore, isLowest: loadLevel <= 0 }
}

/** Loads again after something went wrong, later each time that it does. */
function createAgain(load: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let waitMs = AGAIN_MS
  return {
    isWell: () => (waitMs = AGAIN_MS),
    later() {
      clearTimeout(timer)
      timer = setTimeout(load, waitMs)
      waitMs = Math.min(2 * waitMs, LONGEST_AGAIN_MS)
    },
    close: () => clearTimeout(timer),
  }
}

/** Asks for a new address before the one that is used has run out. */
function createAge({ base, onLost }: PlayerOptions) {
  let known = base()
  let sec = 0
  return {
    /** once a second */
    look() {
      if (known !== base()) sec = 0
      known = base()
      if (++sec % ASK_ANEW_SEC === 0) onLost()
    },
  }
}

/** Players of older iPhones fetch by themselves: where an address has run out they can only be given another one. */
function byItself(options: PlayerOptions) {
  const { video, played, startSec, base, onLost } = options
  let fromSec = startSec
  const begin = () => {
    if (played === 'recording') video.currentTime = fromSec
  }
  const load = () => {
    fromSec = video.currentTime || fromSec
    video.src = engine.now() ?? `${base()}/${LISTS[played].plain}`
  }
  const engine = engineListOf(options, load)
  const again = createAgain(load)
  const onError = () => {
    if (engine.leave()) return load()
    onLost()
    again.later()
  }
  load()
  video.addEventListener('loadedmetadata', begin)
  video.addEventListener('playing', again.isWell)
  video.addEventListener('error', onError)
  return () => {
    engine.close()
    again.close()
    video.removeEventListener('error', onError)
    video.removeEventListener('playing', again.isWell)
    video.removeEventListener('loadedmetadata', begin)
    video.removeAttribute('src')
    video.load()
  }
}
