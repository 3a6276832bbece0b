import { useEffect, useState } from 'react'
import { tilesIn, type Tile } from './storyboard.ts'

/** @returns empty: there is none, or it could not be had, and everything goes on without it */
export function useStoryboard(address: string | null): Tile[] {
  const [tiles, setTiles] = useState<Tile[]>([])
  // Addresses change each hour; what they lead to does not.
  const isWanted = address !== null && tiles.length === 0
  useEffect(() => {
    if (!isWanted) return
    const asking = new AbortController()
    fetch(address, { signal: asking.signal })
      .then(async (response) => {
        if (response.ok) setTiles(tilesIn(await response.text()))
      })
      .catch(() => {
        // The replay has its chapters.
      })
    return () => asking.abort()
  }, [isWanted, address])
  return tiles
}
