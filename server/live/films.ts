import {
  chaptersIn,
  reelsIn,
  type FilmAsked,
  type FilmRefusal,
  type Films,
  type Replay,
} from '#shared/replay.ts'
import type { Bilingual } from '#shared/locale.ts'
import { accept, refuse, type Result } from '#shared/result.ts'
import type { Recorded } from '#server/media/index.ts'

type FilmDeps = {
  media: Pick<Recorded, 'reels' | 'film'>
  sessionOf(liveSessionId: string): Promise<{ state: string } | null>
  replay(liveSessionId: string): Promise<Replay | null>
}

/** `title`: of the chapter; null: it is of the whole session */
type Film = { path: string; title: Bilingual | null }

/** A session that is over, and what was said of each product in it, as files to take along. */
export function createFilmShelf({ media, sessionOf, replay }: FilmDeps) {
  async function films(liveSessionId: string): Promise<Result<Films, FilmRefusal>> {
    // Another node may have it on air.
    if ((await sessionOf(liveSessionId))?.state !== 'ended') return refuse({ kind: 'no_recording' })
    const [whole, watched] = await Promise.all([media.reels(liveSessionId), replay(liveSessionId)])
    if (!whole.ok) return whole
    if (!watched) return refuse({ kind: 'no_recording' })
    const chapters = chaptersIn(watched).map(({ number, chapter, ...stretch }) => ({
      ...{ number, title: chapter.title, reels: reelsIn(whole.value, stretch) },
    }))
    // Of what was pinned while there was no picture nothing can be had.
    return accept({ whole: whole.value, chapters: chapters.filter(({ reels }) => reels.length > 0) })
  }

  return {
    films,
    async film(liveSessionId: string, asked: FilmAsked): Promise<Result<Film, FilmRefusal>> {
      const there = await films(liveSessionId)
      if (!there.ok) return there
      const { whole, chapters } = there.value
      const chapter = chapters.find(({ number }) => number === asked.chapter)
      const reels = asked.chapter === undefined ? whole : (chapter?.reels ?? [])
      if (asked.reel === undefined && reels.length > 1) return refuse({ kind: 'several_reels' })
      const reel = reels[(asked.reel ?? 1) - 1]
      if (!reel) return refuse({ kind: 'no_recording' })
      const made = await media.film(liveSessionId, reel)
      return made.ok ? accept({ path: made.value, title: chapter?.title ?? null }) : made
    },
  }
}
export type FilmShelf = ReturnType<typeof createFilmShelf>
