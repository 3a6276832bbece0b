// Pure: what a recording looked like when, from the list that the shop serves (WebVTT with media fragments).

/** A part of a sheet of small pictures: the recording from `fromSec` on. Pixels. */
export type Tile = { fromSec: number; sheet: string; x: number; y: number; width: number; height: number }

const CUE = /^(\d+):(\d\d):(\d\d\.\d{3}) --> .*\n(\S+)#xywh=(\d+),(\d+),(\d+),(\d+)$/gm

/** In their order; lines that are no cue of a picture are passed over. */
export function tilesIn(list: string): Tile[] {
  return [...list.matchAll(CUE)].map(([, hours, minutes, seconds, sheet, ...place]) => {
    const [x, y, width, height] = place.map(Number)
    const fromSec = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)
    return { fromSec, sheet: sheet!, x: x!, y: y!, width: width!, height: height! }
  })
}

/** So many of them at most, as far apart as they can be. */
export function someOf(tiles: readonly Tile[], most: number): Tile[] {
  const each = Math.max(tiles.length / most, 1)
  return Array.from({ length: Math.min(tiles.length, most) }, (_, at) => tiles[Math.floor(at * each)]!)
}

/** What is seen of a stretch: its first picture, or where none was taken in it the one before. */
export function tileOf(
  tiles: readonly Tile[],
  { fromSec, toSec }: { fromSec: number; toSec: number },
): Tile | null {
  const inside = tiles.find((tile) => tile.fromSec >= fromSec && tile.fromSec < toSec)
  return inside ?? tiles.findLast((tile) => tile.fromSec <= fromSec) ?? null
}
