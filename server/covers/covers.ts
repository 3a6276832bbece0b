import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { COVER_NAME } from '#shared/cover.ts'
import { accept, refuse } from '#shared/result.ts'
import { isOver } from '#shared/live.ts'
import type { LiveSessions } from '#server/live/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import { createRemembered } from '#server/platform/remembered.ts'
import type { Registry } from '#server/registry/index.ts'
import { createCoverStore } from './store.ts'
import type { Covers, Removal } from './types.ts'

/** Of what is published: the room shows it 1,280 wide at most. */
const LARGEST = { width: 1_600, height: 1_600 }
const LEAST_PX = 480
/** What a phone of today makes, and no bomb. */
const MOST_PIXELS = 60_000_000
const COVERS_MOST = 20
/** Not SVG, which can ask for other files. */
const FORMATS: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp'])

/** Each picture of a cover that is asked for asks whether it was taken down. */
const REMOVALS_MS = 10_000

type CoversDeps = {
  db: Db
  clock: Clock
  live: Pick<LiveSessions, 'card' | 'setPicture' | 'takePictureDown'>
  registry: Pick<Registry, 'villageById'>
}

/** 封面: what a live session looks like before there is a picture of it. See README.md. */
export function createCovers({ db, clock, live, registry }: CoversDeps): Covers {
  const store = createCoverStore(db)
  const removals = createRemembered({ clock, forMs: REMOVALS_MS }, store.removal)

  async function takeDown(liveSessionId: string, picture: string) {
    const session = await live.card(liveSessionId)
    const village = session && (await registry.villageById(session.villageId))
    if (village) await live.takePictureDown(liveSessionId, { picture, instead: village.picture })
  }

  return {
    async put(liveSessionId, upload, byUserId) {
      const session = await live.card(liveSessionId)
      if (!session) return refuse({ kind: 'room_not_found' })
      if (isOver(session.state)) return refuse({ kind: 'wrong_state', state: session.state })
      const made = await coverOf(upload)
      if (!made) return refuse({ kind: 'picture_unreadable' })
      if (made === 'too_small') return refuse({ kind: 'picture_too_small', least: LEAST_PX })
      const picture = `cover-${createHash('sha256').update(made).digest('hex').slice(0, 32)}`
      const removed = await store.removal(picture)
      if (removed) return refuseRemoved(removed)
      const cover = { liveSessionId, picture, body: made, byUserId, uploadedAt: clock.now() }
      if (!(await store.keep(cover, COVERS_MOST)))
        return refuse({ kind: 'covers_too_many', most: COVERS_MOST })
      const shown = await live.setPicture(liveSessionId, picture)
      if (!shown.ok) return shown
      // While it was put up somebody may have taken it down: who does looks for its sessions after that is booked.
      const meanwhile = await store.removal(picture)
      if (!meanwhile) return accept(null)
      await takeDown(liveSessionId, picture)
      return refuseRemoved(meanwhile)
    },
    async source(picture) {
      const [, hash] = COVER_NAME.exec(picture) ?? []
      if (hash === undefined || (await removals.get(picture))) return null
      return { hash, read: () => store.body(picture) }
    },
    async newest(limit) {
      const { rows, removals: removed } = await store.newest(limit)
      const ids = [...new Set(rows.map(({ liveSessionId }) => liveSessionId))]
      const sessions = new Map(await Promise.all(ids.map(async (id) => [id, await live.card(id)] as const)))
      return rows.map(({ liveSessionId, picture, uploadedAt }) => {
        const { title, villageName, hostName, picture: shown } = sessions.get(liveSessionId)!
        return {
          ...{ liveSessionId, picture, title, villageName, hostName },
          ...{ uploadedAt: uploadedAt.toISOString(), isShown: shown === picture },
          removal: removed.get(picture) ?? null,
        }
      })
    },
    async remove(picture, { reason, by }) {
      if ((await store.sessionsOf(picture)).length === 0) return refuse({ kind: 'cover_not_found' })
      const removal = { picture, reason, byUserId: by.userId, byName: by.name, at: clock.now() }
      const isNew = await store.remove(removal)
      removals.forget(picture)
      // Also what somebody else has booked: it may have stopped halfway.
      for (const liveSessionId of await store.sessionsOf(picture)) await takeDown(liveSessionId, picture)
      return isNew ? accept(null) : refuseRemoved((await store.removal(picture))!)
    },
    removedFrom: store.removedFrom,
  }
}

const refuseRemoved = ({ reason }: Removal) => refuse({ kind: 'cover_removed' as const, reason })

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
