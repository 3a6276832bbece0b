import type { ChapterIn, Stretch } from '#shared/replay.ts'

/** `chapter`: the one that was asked for; null: all that comes after `fromSec` is to be watched */
export type Asked = Stretch & { chapter: ChapterIn | null }

/** What an address asks for: `chapter=2`, `t=90` (seconds), or all of it. What there is not is not asked for. */
export function stretchAsked(
  search: URLSearchParams,
  { chapters, lengthSec }: { chapters: readonly ChapterIn[]; lengthSec: number },
): Asked {
  const chapter = chapters.find(
    ({ number, fromSec, toSec }) => String(number) === search.get('chapter') && toSec > fromSec,
  )
  if (chapter) return { fromSec: chapter.fromSec, toSec: chapter.toSec, chapter }
  const sec = Number(search.get('t'))
  return { fromSec: sec > 0 && sec < lengthSec ? sec : 0, toSec: lengthSec, chapter: null }
}
