import { useCallback, useMemo, useRef, useState } from 'react'
import type { LivePlayback } from '#shared/live.ts'
import { playedFor, type Played } from './played.ts'
import { lookedAt, PICTURE_FIRST, type Look } from './sound-fallback.ts'
import { useViewing } from './use-viewing.ts'

export type WatchedPicture = {
  played: Played | null
  /** the picture gave way to its sound by itself */
  hasFallen: boolean
  /** The picture is wanted all the same: it does not give way any more. */
  restore(): void
  /** by the player, about once a second */
  onLook(look: Look): void
}

/**
 * What of a live picture is played here: what was chosen, or, where nothing was and the line carries no picture, its
 * sound.
 * @param playback null: nothing is live
 */
export function useWatchedPicture(playback: LivePlayback | null): WatchedPicture {
  const [viewing, , isChosen] = useViewing()
  const wanted = playback && playedFor(playback, viewing)
  const [isRestored, setRestored] = useState(false)
  const [isSound, setSound] = useState(false)
  const fallback = useRef(PICTURE_FIRST)
  // A host who sends sound alone sends no picture that could be too much.
  const mayFall =
    !isChosen &&
    !isRestored &&
    wanted === 'main' &&
    playback?.soundOnly === null &&
    playback.renditions.includes('sound')
  const hasFallen = mayFall && isSound
  const onLook = useCallback(
    (look: Look) => {
      if (!mayFall) return
      fallback.current = lookedAt(fallback.current, look, performance.now())
      setSound(fallback.current.soundUntilMs !== null)
    },
    [mayFall],
  )
  const restore = useCallback(() => setRestored(true), [])
  const played = hasFallen ? 'sound' : wanted
  return useMemo(() => ({ played, hasFallen, restore, onLook }), [played, hasFallen, restore, onLook])
}
