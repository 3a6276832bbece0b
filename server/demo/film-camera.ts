import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { FILM_SECONDS } from '#shared/films.ts'
import { createLoop, type HostLine, type Loop, type Media, type Publisher } from '../media/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'

type FilmCameraDeps = { media: Pick<Media, 'connect'>; clock: Clock; ids: Pick<Ids, 'uuid'> }
/** `film`: a name of shared/films.ts */
export type Shown = { liveSessionId: string; film: string }
/** `sinceMs`: when the film would have begun, so that each piece goes when it would have been filmed. */
type OnAir = { loop: Loop; piece: number; sent: number; sinceMs: number }

const FOLDER = 'public/films'
const MIME = 'video/mp4'
/** Drawn surfaces take little. */
const BITS_PER_SECOND = 150_000

/**
 * The camera of the demo's hosts: a drawn film, sent as a device sends its picture. Its sun has a hand that shows the
 * second. A person who goes on air in the same session takes over.
 */
export function createFilmCamera({ media, clock, ids }: FilmCameraDeps) {
  const loops = new Map<string, Promise<Loop>>()
  let shown: Shown | null = null
  let publisher: Publisher | null = null
  let onAir: OnAir | null = null

  function loopOf(film: string): Promise<Loop> {
    const loop =
      loops.get(film) ??
      readFile(path.join(FOLDER, `${film}.mp4`)).then((bytes) => createLoop(bytes, FILM_SECONDS))
    loops.set(film, loop)
    return loop
  }

  function begin() {
    onAir = null
    publisher?.begin({ run: ids.uuid(), mime: MIME, bitsPerSecond: BITS_PER_SECOND, takeOver: false })
  }

  const lineOf = (of: Shown, loop: Loop): HostLine => ({
    say(said) {
      if (shown !== of) return
      if (said.kind === 'begin_anew') begin()
      if (said.kind !== 'go' || said.next !== 0) return
      const nowSec = clock.now().getTime() / 1_000
      const piece = loop.pieceAt(Math.ceil(nowSec % FILM_SECONDS))
      onAir = { loop, piece, sent: 0, sinceMs: (nowSec - loop.piece(piece).endSec) * 1_000 }
    },
    hangUp() {
      if (shown === of) publisher = onAir = null
    },
    pause() {},
    resume() {},
  })

  return {
    /** @returns whether that is another session than before */
    async show(wanted: Shown | null): Promise<boolean> {
      if (shown?.liveSessionId === wanted?.liveSessionId) return false
      publisher?.stop()
      publisher = onAir = null
      shown = wanted
      if (!wanted) return true
      const loop = await loopOf(wanted.film)
      const connected = await media.connect(wanted.liveSessionId, lineOf(wanted, loop))
      if (shown === wanted && connected.ok) {
        publisher = connected.value
        begin()
      }
      return true
    },
    /** Sends what has been filmed by now; called several times a second. */
    film(): void {
      while (onAir && publisher) {
        const { loop, piece, sent, sinceMs } = onAir
        const { bytes, endSec } = loop.piece(piece)
        if (clock.now().getTime() - sinceMs < endSec * 1_000) return
        onAir = { ...onAir, piece: piece + 1, sent: sent + 1 }
        publisher.piece(sent, sent === 0 ? Buffer.concat([loop.init, bytes]) : bytes)
      }
    },
  }
}
export type FilmCamera = ReturnType<typeof createFilmCamera>
