/** A snapshot, and the second of the recording that it shows. */
export type Picture = { name: string; fromSec: number; width: number; height: number }
type Size = { width: number; height: number }
/** Pictures of one shape side by side, `columns` in a row. */
export type Sheet = { pictures: Picture[]; tile: Size; columns: number; rows: number }

const MOST_COLUMNS = 5
const MOST = MOST_COLUMNS * 5
const LONGEST_SIDE = 160
const even = (value: number) => 2 * Math.round(value / 2)

function tileOf({ width, height }: Size): Size {
  const part = LONGEST_SIDE / Math.max(width, height)
  return { width: Math.max(even(width * part), 2), height: Math.max(even(height * part), 2) }
}

/** Pictures in their order on sheets; a phone that was turned begins a new one. */
export function layOut(pictures: readonly Picture[]): Sheet[] {
  const held: Picture[][] = []
  for (const picture of pictures) {
    const last = held.at(-1)
    const isSame = last && last[0]!.width === picture.width && last[0]!.height === picture.height
    if (isSame && last.length < MOST) last.push(picture)
    else held.push([picture])
  }
  return held.map((own) => {
    const columns = Math.min(own.length, MOST_COLUMNS)
    return { pictures: own, tile: tileOf(own[0]!), columns, rows: Math.ceil(own.length / columns) }
  })
}

/** WebVTT whose cues are parts of pictures (Media Fragments URI 1.0, 4.2.2), from one to the next. */
export function listOf(sheets: readonly Sheet[], lengthSec: number): string {
  const tiles = sheets.flatMap(({ pictures, tile: { width, height }, columns }, number) =>
    pictures.map(({ fromSec }, at) => {
      const [x, y] = [(at % columns) * width, Math.floor(at / columns) * height]
      return { fromSec, place: `sheet${number}.jpg#xywh=${x},${y},${width},${height}` }
    }),
  )
  const cues = tiles.map(({ fromSec, place }, at) => {
    const toSec = tiles[at + 1]?.fromSec ?? lengthSec
    return `${timestamp(fromSec)} --> ${timestamp(toSec)}\n${place}\n`
  })
  return ['WEBVTT\n', ...cues].join('\n')
}

/** `hh:mm:ss.ttt` */
const timestamp = (sec: number) => new Date(Math.round(sec * 1_000)).toISOString().slice(11, 23)
