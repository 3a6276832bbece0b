import type Hls from 'hls.js'
import { LISTS, type Played } from './played.ts'

type PlayerOptions = {
  video: HTMLVideoElement
  /** what is live, as close to now as it goes; a recording from `startSec` */
  played: Played
  /** of a recording: where to begin */
  startSec: number
  /** where the lists are, as it is now: addresses are good for an hour */
  base(): string
  /** the address has run out, or the picture is gone: the room is asked where it is now */
  onLost(): void
}

const WATCH_MS = 1_000
/** Doubled each time: when a broadcast is gone, all who watched it ask. */
const AGAIN_MS = 500
const LONGEST_AGAIN_MS = 8_000
/** Behind the target by more, a player would stay there for ever: its catching up ends where the list ends. */
const TOO_FAR_BEHIND_SEC = 3
/** With one, hls.js may fetch its parts over and over until there is a second, and the picture starts late. */
const WHOLE_AT_FIRST = 2
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

function byHls(Player: typeof Hls, { video, played, startSec, base, onLost }: PlayerOptions) {
  const isLive = played !== 'recording'
  // Its worker is a blob, which our pages may not run; copying fragments needs none.
  const hls = new Player({
    ...{ lowLatencyMode: true, maxLiveSyncPlaybackRate: 1.5, enableWorker: false },
    initialLiveManifestSize: WHOLE_AT_FIRST,
    ...{ abrEwmaDefaultEstimate: CARRIED_AT_FIRST, abrEwmaDefaultEstimateMax: CARRIED_AT_FIRST },
    ...(!isLive && { startPosition: startSec }),
  })
  const load = () => hls.loadSource(`${base()}/${LISTS[played].low}`)
  let again: ReturnType<typeof setTimeout> | undefined
  let againMs = AGAIN_MS
  hls.on(Player.Events.FRAG_BUFFERED, () => (againMs = AGAIN_MS))
  hls.on(Player.Events.ERROR, (_event, { fatal, type, response }) => {
    if (!fatal) return
    if (response?.code === 403 || response?.code === 404) onLost()
    if (type === Player.ErrorTypes.MEDIA_ERROR) hls.recoverMediaError()
    else {
      again = setTimeout(load, againMs)
      againMs = Math.min(2 * againMs, LONGEST_AGAIN_MS)
    }
  })
  hls.attachMedia(video)
  load()
  const watch = setInterval(() => {
    const target = hls.targetLatency
    const isLate = target !== null && hls.latency > target + TOO_FAR_BEHIND_SEC
    if (isLive && isLate && hls.liveSyncPosition && !video.seeking) video.currentTime = hls.liveSyncPosition
    if (isLive && video.paused && !video.ended) void video.play().catch(() => {})
  }, WATCH_MS)
  return () => {
    clearInterval(watch)
    clearTimeout(again)
    hls.destroy()
  }
}

function byItself({ video, played, startSec, base, onLost }: PlayerOptions) {
  const begin = () => (video.currentTime = startSec)
  video.src = `${base()}/${LISTS[played].plain}`
  if (played === 'recording') video.addEventListener('loadedmetadata', begin, { once: true })
  video.addEventListener('error', onLost)
  return () => {
    video.removeEventListener('error', onLost)
    video.removeEventListener('loadedmetadata', begin)
    video.removeAttribute('src')
    video.load()
  }
}
