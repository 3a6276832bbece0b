import { HUNG_UP, type SoundOnly } from '#shared/ingest.ts'
import { createEncoding } from './encoding.ts'
import { createOneDevice } from './one-device.ts'
import { createPackaging } from './packaging.ts'
import type { Remuxers } from './remuxer.ts'
import type { HostLine, Publisher } from './types.ts'

type BroadcastDeps = Omit<Parameters<typeof createPackaging>[0], 'onRenditions' | 'onFull'> & {
  remuxers: Remuxers
  /** an engine's address, to which its pictures are sent as well; null: none */
  relayTo: string | null
  /** somebody has come on air, or gone, or there is something else to see */
  changed(): void
}

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
export function createBroadcast({ changed, remuxers, relayTo, ...deps }: BroadcastDeps) {
  const device = createOneDevice({ changed, onGivenUp: () => void encoding.finish() })
  const packaging = createPackaging({
    ...{ ...deps, onRenditions: changed },
    onFull: () => device.hangUp(packaging.isTooLarge() ? HUNG_UP.tooLarge : HUNG_UP.diskFull),
  })
  const encoding = createEncoding({
    ...{ packaging, remuxers, relayTo },
    onBroken: () => device.hangUp(HUNG_UP.badMedia),
    onDied: () => device.say({ kind: 'begin_anew' }),
    onOther() {
      if (!onAir || !remuxers.haveRoomFor({ mime: onAir.mime, relayTo, mustEncode: true }))
        return device.hangUp(HUNG_UP.tooMany)
      encodedFor = onAir.line
      device.say({ kind: 'begin_anew' })
    },
  })
  let onAir: { line: HostLine; mime: string } | null = null
  /** whose recorder calls its pictures what they are not */
  let encodedFor: HostLine | null = null
  let soundOnly: SoundOnly | null = null
  const endsAt = deps.clock.now().getTime() + LONGEST_MS

  const connect = (own: HostLine): Publisher => ({
    begin({ run, mime, takeOver, bitsPerSecond, soundOnly: why = null }) {
      if (!remuxers.accepts().includes(mime)) return own.say({ kind: 'unsupported_format' })
      if (packaging.isTooLarge()) return own.hangUp(HUNG_UP.tooLarge)
      if (device.isHeldByAnother(own) && !takeOver) return own.say({ kind: 'busy' })
      const mustEncode = encodedFor === own
      if (!device.isHeldBy(own) && !remuxers.haveRoomFor({ mime, relayTo, mustEncode }))
        return own.hangUp(HUNG_UP.tooMany)
      device.take(own)
      onAir = { line: own, mime }
      encoding.begin({ id: run, mime, mustEncode, bitsPerSecond, isCard: why === 'chosen' })
      if (soundOnly !== (soundOnly = why)) changed()
      own.say({ kind: 'go', run, next: 0 })
    },
    resume(run) {
      const next = encoding.wantedOf(run)
      if (next === null) return own.say({ kind: 'begin_anew' })
      device.take(own)
      own.say({ kind: 'go', run, next })
    },
    piece(number, bytes) {
      if (deps.clock.now().getTime() > endsAt) return own.hangUp(HUNG_UP.tooLong)
      const taken = device.isHeldBy(own) ? encoding.piece(number, bytes) : null
      if (!taken) return
      own.say({ kind: taken.isGap ? 'go' : 'kept', run: taken.run, next: taken.next })
      if (taken.drained) pauseUntil(taken.drained, own)
    },
    stop() {
      if (device.stop(own)) void encoding.finish()
    },
    lost: () => device.lost(own),
  })

  const hasPicture = () => packaging.source.view().segments.length > 0
  return {
    connect,
    isOnAir: () => device.isOn() && hasPicture(),
    isAway: () => !device.isOn() && hasPicture(),
    rendition: packaging.rendition,
    /** besides the source */
    renditions: () => packaging.there().filter((name) => name !== 'source'),
    /** also of a recording that has no picture in it, and does not say so */
    soundOnly: (): SoundOnly | null => soundOnly ?? (packaging.hasPicture() ? null : 'chosen'),
    async end() {
      device.end()
      await encoding.finish()
      await packaging.end()
    },
  }
}
