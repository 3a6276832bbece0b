import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { FILM_SECONDS } from '#shared/films.ts'
import { createLoop, type Loop } from '../media/index.ts'
import { createFilmLine, type FilmLine, type FilmLineDeps } from './film-line.ts'

/** `film`: a name of shared/films.ts */
export type Shown = { liveSessionId: string; film: string }

const FOLDER = 'public/films'

/**
 * The camera of the demo's hosts: a drawn film, sent as a device sends its picture. Its sun has a hand that shows the
 * second. A person who goes on air in the same session takes over.
 */
export function createFilmCamera(deps: FilmLineDeps) {
  const loops = new Map<string, Promise<Loop>>()
  let shown: Shown | null = null
  let line: FilmLine | null = null

  function loopOf(film: string): Promise<Loop> {
    const loop =
      loops.get(film) ??
      readFile(path.join(FOLDER, `${film}.mp4`)).then((bytes) => createLoop(bytes, FILM_SECONDS))
    loops.set(film, loop)
    return loop
  }

  return {
    /** @returns whether that is another session than before */
    async show(wanted: Shown | null): Promise<boolean> {
      if (shown?.liveSessionId === wanted?.liveSessionId) return false
      line?.close()
      line = null
      shown = wanted
      if (!wanted) return true
      const loop = await loopOf(wanted.film)
      if (shown !== wanted) return true
      line = createFilmLine(deps, { ...wanted, loop })
      await line.film()
      return true
    },
    /** Sends what has been filmed by now; called several times a second. */
    film: async () => line?.film(),
  }
}
