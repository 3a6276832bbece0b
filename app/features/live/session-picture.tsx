import { clsx } from 'clsx'
import { GoodsPicture } from '../catalog/goods-picture.tsx'

type Props = Parameters<typeof GoodsPicture>[0] & {
  /** of what was broadcast; without one, the village's picture */
  poster: string | null | undefined
}

/** How a session looks: as it was filmed last, else its village. */
export function SessionPicture({ poster, ...village }: Props) {
  if (!poster) return <GoodsPicture {...village} />
  return <img src={poster} alt={village.alt} className={clsx('object-cover', village.className)} />
}
