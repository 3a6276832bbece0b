import { HUNG_UP, type HangUp } from '#shared/ingest.ts'
import { createDeadline } from './deadline.ts'
import { createEncoding } from './encoding.ts'
import { createPackaging } from './packaging.ts'
import type { Remuxers } from './remuxer.ts'
import type { HostLine, Publisher } from './types.ts'

type BroadcastDeps = Omit<Parameters<typeof createPackaging>[0], 'onFirst' | 'onFull'> & {
  remuxers: Remuxers
  /** somebody has come on air, or gone */
  changed(): void
}

/** A host who is away for longer starts a new run. */
const RESUME_MS = 30_000
const LONGEST_MS = 6 * 3_600_000

export type Broadcast = ReturnType<typeof createBroadcast>

function pauseUntil(drained: Promise<void>, line: HostLine) {
  line.pause()
  void drained.then(() => line.resume())
}

/**
 * One session's picture on this node: pieces in by number, segments and parts out. One device is on air; the line may
 * break and come back, and nothing that it had recorded is lost.
 */
export function createBroadcast({ changed, remuxers, ...deps }: BroadcastDeps) {
  const hangUp = (code: HangUp) => line?.hangUp(code)
  const packaging = createPackaging({ ...deps, onFirst: changed, onFull: () => hangUp(HUNG_UP.diskFull) })
  const encoding = createEncoding({
    ...{ packaging, remuxers },
    onBroken: () => hangUp(HUNG_UP.badMedia),
    onDied: () => line?.say({ kind: 'begin_anew' }),
  })
  const giveUp = createDeadline(RESUME_MS, () => void encoding.finish())
  let line: HostLine | null = null
  const endsAt = deps.clock.now().getTime() + LONGEST_MS

  function takeLine(taken: HostLine) {
    giveUp.clear()
    if (line && line !== taken) line.hangUp(HUNG_UP.takenOver)
    const wasAway = line === null
    line = taken
    if (wasAway) changed()
  }

  const connect = (own: HostLine): Publisher => ({
    begin({ run, mime, takeOver }) {
      if (!remuxers.accepts().includes(mime)) return own.say({ kind: 'unsupported_format' })
      if (line && line !== own && !takeOver) return own.say({ kind: 'busy' })
      if (line !== own && !remuxers.haveRoomFor(mime)) return own.hangUp(HUNG_UP.tooMany)
      takeLine(own)
      encoding.begin(run, mime)
      own.say({ kind: 'go', run, next: 0 })
    },
    resume(run) {
      const next = encoding.wantedOf(run)
      if (next === null) return own.say({ kind: 'begin_anew' })
      takeLine(own)
      own.say({ kind: 'go', run, next })
    },
    piece(number, bytes) {
      if (deps.clock.now().getTime() > endsAt) return own.hangUp(HUNG_UP.tooLong)
      const taken = line === own ? encoding.piece(number, bytes) : null
      if (!taken) return
      own.say({ kind: taken.isGap ? 'go' : 'kept', run: taken.run, next: taken.next })
      if (taken.drained) pauseUntil(taken.drained, own)
    },
    stop() {
      if (line !== own) return
      void encoding.finish()
      line = null
      changed()
    },
    lost() {
      if (line !== own) return
      line = null
      giveUp.begin()
      changed()
    },
  })

  const hasPicture = () => packaging.view().segments.length > 0
  return {
    connect,
    isOnAir: () => line !== null && hasPicture(),
    isAway: () => line === null && hasPicture(),
    view: packaging.view,
    bytesOf: packaging.bytesOf,
    reached: packaging.reached,
    async end() {
      giveUp.clear()
      line?.hangUp(HUNG_UP.notLive)
      line = null
      await encoding.finish()
      await packaging.end()
    },
  }
}
