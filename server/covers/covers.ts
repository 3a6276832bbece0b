import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { accept, refuse } from '#shared/result.ts'
import { isOver } from '#shared/live.ts'
import type { LiveSessions } from '#server/live/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import { createCoverStore } from './store.ts'
import type { Covers } from './types.ts'

/** Of what is published: the room shows it 1,280 wide at most. */
const LARGEST = { width: 1_600, height: 1_600 }
const LEAST_PX = 480
/** What a phone of today makes, and no bomb. */
const MOST_PIXELS = 60_000_000
const COVERS_MOST = 20
const NAME = /^cover-([0-9a-f]{32})$/
/** Not SVG, which can ask for other files. */
const FORMATS: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp'])

type CoversDeps = { db: Db; clock: Clock; live: Pick<LiveSessions, 'card' | 'setPicture'> }

/** 封面: what a live session looks like before there is a picture of it. See README.md. */
export function createCovers({ db, clock, live }: CoversDeps): Covers {
  const store = createCoverStore(db)
  return {
    async put(liveSessionId, upload, byUserId) {
      const session = await live.card(liveSessionId)
      if (!session) return refuse({ kind: 'room_not_found' })
      if (isOver(session.state)) return refuse({ kind: 'wrong_state', state: session.state })
      const made = await coverOf(upload)
      if (!made) return refuse({ kind: 'picture_unreadable' })
      if (made === 'too_small') return refuse({ kind: 'picture_too_small', least: LEAST_PX })
      const picture = `cover-${createHash('sha256').update(made).digest('hex').slice(0, 32)}`
      const cover = { liveSessionId, picture, body: made, byUserId, uploadedAt: clock.now() }
      if (!(await store.keep(cover, COVERS_MOST)))
        return refuse({ kind: 'covers_too_many', most: COVERS_MOST })
      const shown = await live.setPicture(liveSessionId, picture)
      return shown.ok ? accept(null) : shown
    },
    source(picture) {
      const [, hash] = NAME.exec(picture) ?? []
      return hash === undefined ? null : { hash, read: () => store.body(picture) }
    },
  }
}

/**
 * Made anew: upright, no larger than it is shown, and without what a phone writes into a photograph, such as where it
 * was taken.
 * @returns null: it is no picture
 */
async function coverOf(upload: Uint8Array): Promise<Uint8Array<ArrayBuffer> | 'too_small' | null> {
  try {
    const image = sharp(upload, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
    const { format, width, height } = await image.metadata()
    if (!FORMATS.has(format)) return null
    if (Math.min(width, height) < LEAST_PX) return 'too_small'
    const resized = image.rotate().resize({ ...LARGEST, fit: 'inside', withoutEnlargement: true })
    return new Uint8Array(await resized.webp({ quality: 84 }).toBuffer())
  } catch {
    // Whatever it was, sharp could not read it to its end.
    return null
  }
}
