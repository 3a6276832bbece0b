import type { Track } from './mp4/tracks.ts'

/** What every player plays, as it came; all others are encoded anew, or turned away. */
const PICTURES: ReadonlySet<string> = new Set(['avc1', 'avc3'])
const SOUNDS: ReadonlySet<string> = new Set(['mp4a', 'Opus'])

type Size = { width: number; height: number }
/** The long and the short side, in pixels: 1080p is coded as 1088 lines. */
const LARGEST_COPIED = [1920, 1088] as const
/** Of more not even a smaller picture is made: decoding it alone takes more than a core. */
const LARGEST_READ = [3840, 2176] as const
const fits = ({ width, height }: Size, [long, short]: readonly [number, number]) =>
  Math.max(width, height) <= long && Math.min(width, height) <= short

export type Verdict = 'as_it_is' | 'encode' | 'refuse'

/**
 * What is to become of a recording, by what is in it, whatever its recorder calls it (ISO/IEC 14496-12, 8.5.2).
 *
 * @param tracks of its initialisation; one that has no sample entry says nothing of itself
 * @param canEncode whether there is ffmpeg, which makes its sound AAC anyway
 */
export function verdictOn(
  tracks: readonly Pick<Track, 'kind' | 'type' | 'size'>[],
  canEncode: boolean,
): Verdict {
  const picture = tracks.find(({ kind }) => kind === 'video')
  const sound = tracks.find(({ kind }) => kind === 'audio')
  const size = picture?.size ?? { width: 0, height: 0 }
  if (!fits(size, LARGEST_READ)) return 'refuse'
  const isPlayed = (type: string | null | undefined, played: ReadonlySet<string>) => !type || played.has(type)
  const isAsItIs =
    isPlayed(picture?.type, PICTURES) && isPlayed(sound?.type, SOUNDS) && fits(size, LARGEST_COPIED)
  if (isAsItIs) return 'as_it_is'
  return canEncode ? 'encode' : 'refuse'
}
