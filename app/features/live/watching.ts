import { createContext, useContext } from 'react'
import type { LivePlayback } from '#shared/live.ts'
import type { Bilingual } from '#shared/locale.ts'

/** A live picture that somebody has in front of them, and takes along to other pages of the shop. */
export type Watched = { liveSessionId: string; title: Bilingual; video: LivePlayback; isMuted: boolean }

const Watching = createContext<(watched: Watched) => void>(() => undefined)
export const WatchingProvider = Watching.Provider
/** @returns what a room tells when its picture plays */
export const useTellWatching = () => useContext(Watching)
