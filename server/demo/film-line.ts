import { FILM_SECONDS } from '#shared/films.ts'
import { HUNG_UP, type HangUp, type ShopSays } from '#shared/ingest.ts'
import type { HostLine, Loop, Media, Publisher } from '../media/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import type { Log } from '../platform/log.ts'

export type FilmLineDeps = {
  media: Pick<Media, 'connect' | 'playback' | 'onChanged'>
  clock: Clock
  ids: Pick<Ids, 'uuid'>
  log: Log
  /** asked before each call, as at the door of other devices: of a session that is over nothing is shown */
  isLive(liveSessionId: string): Promise<boolean>
}
type Filmed = { liveSessionId: string; loop: Loop }
/**
 * `first`: which piece of the loop the run began with; `sent`: how many of the run; `sinceMs`: when the film would have
 * begun, so that each piece goes when it would have been filmed.
 */
type Run = { id: string; first: number; sent: number; sinceMs: number }

const MIME = 'video/mp4'
/** Drawn surfaces take little. */
const BITS_PER_SECOND = 150_000

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60_000
/** Pieces of a run, 10 s of it, after which a line is said to go well. */
const WENT_WELL = 40
/** Longer than a phone whose line is lost may take to come back: the film does not take its place. */
const SOMEBODY_IS_GONE_MS = 45_000
/** It would only be told again. */
const FINAL: ReadonlySet<HangUp> = new Set([HUNG_UP.notLive, HUNG_UP.tooLong, HUNG_UP.tooLarge])

/**
 * Sends a film for one session. A line that is lost is dialled again after longer and longer, and the film goes on where
 * it was; whoever goes on air takes over, and when they have gone for good the film comes back.
 */
export function createFilmLine(
  { media, clock, ids, log, isLive }: FilmLineDeps,
  { liveSessionId, loop }: Filmed,
) {
  const now = () => clock.now().getTime()
  const waits = createWaits(now)
  let publisher: Publisher | null = null
  let run: Run | null = null
  let isClosed = false

  function begin() {
    const nowSec = now() / 1_000
    const first = loop.pieceAt(Math.ceil(nowSec % FILM_SECONDS))
    run = { id: ids.uuid(), first, sent: 0, sinceMs: (nowSec - loop.piece(first).endSec) * 1_000 }
    publisher?.begin({ run: run.id, mime: MIME, bitsPerSecond: BITS_PER_SECOND, takeOver: false })
  }

  function hear(said: ShopSays) {
    if (isClosed) return
    if (said.kind === 'begin_anew') begin()
    else if (said.kind === 'busy') lose(HUNG_UP.takenOver)
    else if (said.kind === 'kept' && said.next >= WENT_WELL) waits.wentWell()
    else if (said.kind === 'go' && run?.id === said.run) run.sent = said.next
  }

  function lose(code: HangUp) {
    const lost = publisher
    publisher = null
    // The shop hears of it as of a line that closes: afterwards.
    queueMicrotask(() => lost?.lost())
    if (isClosed || FINAL.has(code)) return
    if (code === HUNG_UP.takenOver) waits.forSomebody()
    else waits.longer()
  }

  async function dial(isAfterSomebody: boolean) {
    if (!(await isLive(liveSessionId))) return
    if (isAfterSomebody && (await media.playback(liveSessionId)).state === 'live') return waits.forSomebody()
    if (isClosed) return
    const connected = await media.connect(liveSessionId, lineOf(hear, lose))
    if (isClosed) return
    if (!connected.ok) return waits.longer()
    publisher = connected.value
    if (run) publisher.resume(run.id)
    else begin()
  }

  function sendWhatIsDue() {
    while (publisher && run) {
      const { first, sent, sinceMs } = run
      const { bytes, endSec } = loop.piece(first + sent)
      if (now() - sinceMs < endSec * 1_000) return
      run.sent = sent + 1
      publisher.piece(sent, sent === 0 ? Buffer.concat([loop.init, bytes]) : bytes)
    }
  }

  const stopHearing = media.onChanged((changed) => {
    if (changed === liveSessionId) waits.somebodyMoved()
  })

  return {
    /** Sends what has been filmed by now, and dials if it is time to. */
    async film(): Promise<void> {
      sendWhatIsDue()
      const due = waits.due()
      if (!due) return
      await dial(due.isAfterSomebody).catch((error: unknown) => {
        log.warn({ error }, 'the film was not shown; it will be tried again')
        waits.longer()
      })
    },
    close() {
      isClosed = true
      stopHearing()
      publisher?.stop()
    },
  }
}
/** Its pieces are small: they need not wait for an encoder. */
const lineOf = (say: HostLine['say'], hangUp: HostLine['hangUp']): HostLine => ({
  ...{ say, hangUp },
  pause() {},
  resume() {},
})
export type FilmLine = ReturnType<typeof createFilmLine>

/** When to dial: at first now. */
function createWaits(now: () => number) {
  let next: { atMs: number; isAfterSomebody: boolean } | null = { atMs: now(), isAfterSomebody: false }
  /** in vain, since it last went well */
  let tries = 0
  const forSomebody = () => void (next = { atMs: now() + SOMEBODY_IS_GONE_MS, isAfterSomebody: true })
  return {
    forSomebody,
    /** Their line was lost, or is back. */
    somebodyMoved() {
      if (next?.isAfterSomebody) forSomebody()
    },
    longer() {
      const waitMs = Math.min(FIRST_WAIT_MS * 2 ** tries++, LONGEST_WAIT_MS)
      next = { atMs: now() + waitMs, isAfterSomebody: false }
    },
    wentWell: () => void (tries = 0),
    /** @returns null: not now; once it is time, once */
    due() {
      if (!next || now() < next.atMs) return null
      const due = next
      next = null
      return due
    },
  }
}
