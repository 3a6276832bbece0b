import type { Tile } from './storyboard.ts'

type Props = { tile: Tile; base: string; square?: number }

/** A tile out of its sheet, whole or the middle of it; a sheet is loaded when one of its tiles comes into view. */
export function TilePicture({ tile: { sheet, x, y, ...whole }, base, square }: Props) {
  const { width, height } = square === undefined ? whole : { width: square, height: square }
  const [left, top] = [x + (whole.width - width) / 2, y + (whole.height - height) / 2]
  return (
    <img
      src={`${base}/${sheet}`}
      alt=""
      loading="lazy"
      draggable={false}
      style={{ width, height, objectPosition: `-${left}px -${top}px` }}
      className="max-w-none object-none"
    />
  )
}
