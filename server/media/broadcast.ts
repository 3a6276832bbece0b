import { HUNG_UP } from '#shared/ingest.ts'
import { createPackaging } from './packaging.ts'
import type { Remuxer, Remuxers } from './remuxer.ts'
import type { HostLine, Publisher } from './types.ts'

type BroadcastDeps = Omit<Parameters<typeof createPackaging>[0], 'onFirst'> & {
  remuxers: Remuxers
  /** somebody has come on air, or gone */
  changed(): void
}

/** A recorder's run and what converts it. `next`: the piece that is wanted. */
type Run = { id: string; next: number; remuxer: Remuxer }

/** A host who is away for longer starts a new run. */
const RESUME_MS = 30_000

export type Broadcast = ReturnType<typeof createBroadcast>

/**
 * One session's picture on this node: pieces in by number, segments and parts out. One device is on air; the line may
 * break and come back, and nothing that it had recorded is lost.
 */
export function createBroadcast(deps: BroadcastDeps) {
  const { changed, remuxers } = deps
  const packaging = createPackaging({ ...deps, onFirst: changed })
  let line: HostLine | null = null
  let run: Run | null = null
  let giveUp: NodeJS.Timeout | null = null

  /** Its output counts while it is the run that is on air: a dying encoder's last bytes reach no new run. */
  function open(id: string, mime: string) {
    const take = packaging.beginRun()
    let opened: Run | null = null
    const remuxer = remuxers.open(mime, {
      onBytes(bytes) {
        if (run === null || run !== opened || take(bytes)) return
        endRun()
        line?.hangUp(HUNG_UP.badMedia)
      },
      onEnd() {
        if (run === null || run !== opened) return
        run = null
        line?.say({ kind: 'begin_anew' })
      },
    })
    opened = { id, next: 0, remuxer }
    run = opened
  }

  /** What its encoder still holds is let go: a new picture does not wait for the end of the old one. */
  function endRun() {
    const ending = run
    run = null
    ending?.remuxer.kill()
  }

  function takeLine(taken: HostLine) {
    if (giveUp) clearTimeout(giveUp)
    giveUp = null
    if (line && line !== taken) line.hangUp(HUNG_UP.takenOver)
    const wasAway = line === null
    line = taken
    if (wasAway) changed()
  }

  function connect(own: HostLine): Publisher {
    return {
      begin({ run: id, mime, takeOver }) {
        if (!remuxers.accepts.includes(mime)) return own.say({ kind: 'unsupported_format' })
        if (line && line !== own && !takeOver) return own.say({ kind: 'busy' })
        endRun()
        takeLine(own)
        open(id, mime)
        own.say({ kind: 'go', next: 0 })
      },
      resume(id) {
        if (run?.id !== id) return own.say({ kind: 'begin_anew' })
        takeLine(own)
        own.say({ kind: 'go', next: run.next })
      },
      piece(number, bytes) {
        if (line !== own || !run || number < run.next) return
        // A gap can't be filled: what follows would be noise to the encoder.
        if (number > run.next) return own.say({ kind: 'go', next: run.next })
        run.next++
        own.say({ kind: 'kept', next: run.next })
        const { remuxer } = run
        if (remuxer.write(bytes)) return
        own.pause()
        void remuxer.drained().then(() => own.resume())
      },
      stop() {
        if (line !== own) return
        endRun()
        line = null
        changed()
      },
      lost() {
        if (line !== own) return
        line = null
        giveUp = setTimeout(endRun, RESUME_MS).unref()
        changed()
      },
    }
  }

  const hasPicture = () => packaging.view().segments.length > 0
  return {
    connect,
    isOnAir: () => line !== null && hasPicture(),
    isAway: () => line === null && hasPicture(),
    view: packaging.view,
    bytesOf: packaging.bytesOf,
    reached: packaging.reached,
    async end() {
      if (giveUp) clearTimeout(giveUp)
      endRun()
      line?.hangUp(HUNG_UP.notLive)
      line = null
      await packaging.end()
    },
  }
}
