import type { LiveState } from '#shared/live.ts'
import { isOfRehearsal } from '#shared/rehearsal-room.ts'
import { accept, refuse } from '#shared/result.ts'
import type { FlashSales } from '#server/flash-sale/index.ts'
import type { Media } from '#server/media/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Ids } from '#server/platform/ids.ts'
import { shown } from './rules.ts'
import type { createRooms } from './rooms.ts'
import type { Show } from './show.ts'
import type { LiveStore, SessionRow } from './store.ts'
import type { LiveCard, LiveSessions, OnAirCard } from './types.ts'

type ProgrammeDeps = {
  store: LiveStore
  clock: Clock
  ids: Ids
  rooms: Pick<ReturnType<typeof createRooms>, 'viewers' | 'forget'>
  flashSale: Pick<FlashSales, 'salesOfSession' | 'end' | 'remove'>
  media: Pick<Media, 'playback' | 'posterOf' | 'end'>
  pinned: Show['pinned']
  changed(liveSessionId: string): void
  keepRecording(liveSessionId: string): Promise<void>
}
type Programme = Pick<
  LiveSessions,
  | 'liveNow'
  | 'upcoming'
  | 'card'
  | 'cardOrRehearsal'
  | 'headline'
  | 'todayOf'
  | 'begun'
  | 'recorded'
  | 'playback'
  | 'plan'
  | 'declare'
  | 'setPicture'
  | 'missing'
  | 'start'
  | 'end'
  | 'feature'
  | 'setDemoBuyers'
>

/** The life of a session: planned → live → ended. */
export function createProgramme(deps: ProgrammeDeps): Programme {
  const { store, clock, ids, rooms, flashSale, media, changed } = deps
  const cardOf = ({ featuredSaleId: _, endedAt: __, hostUserId: ___, ...session }: SessionRow): LiveCard => ({
    ...session,
    viewers: rooms.viewers(session.liveSessionId),
  })

  async function answer(liveSessionId: string, done: boolean) {
    const session = await store.session(liveSessionId)
    if (!session) return refuse({ kind: 'room_not_found' })
    if (!done) return refuse({ kind: 'wrong_state', state: session.state })
    tellChanged(liveSessionId)
    return accept(cardOf(session))
  }

  function tellChanged(liveSessionId: string) {
    rooms.forget(liveSessionId)
    changed(liveSessionId)
  }

  const change = (liveSessionId: string, from: LiveState, state: LiveState) =>
    store.change(liveSessionId, from, { state, at: clock.now() })

  return {
    ...reads({ store, media, pinned: deps.pinned, cardOf }),

    async plan(draft) {
      if (await store.isListed(draft.hostUserId, draft.startsAt)) return refuse({ kind: 'host_listed' })
      const id = ids.next('live')
      await store.insert(id, draft)
      return accept(cardOf((await store.session(id))!))
    },

    async declare(liveSessionId, declared) {
      return answer(liveSessionId, await store.declare(liveSessionId, declared))
    },

    async setPicture(liveSessionId, picture) {
      return answer(liveSessionId, await store.setPicture(liveSessionId, picture))
    },

    missing: (liveSessionId) => store.missing(liveSessionId, clock.now()),

    async start(liveSessionId, byUserId) {
      const session = await store.session(liveSessionId)
      if (session && session.hostUserId !== byUserId) return refuse({ kind: 'not_the_host' })
      const onAir = session && (await store.onAirIn(session.villageId))
      if (onAir?.rehearsalOf && !session?.rehearsalOf) return refuse({ kind: 'rehearsal_on_air' })
      if (onAir) return refuse({ kind: 'wrong_state', state: 'live' })
      const isToBeAdmitted = session?.state === 'planned' && !session.rehearsalOf
      const missing = isToBeAdmitted ? await store.missing(liveSessionId, clock.now()) : []
      if (missing.length > 0) return refuse({ kind: 'not_ready', missing })
      return answer(liveSessionId, await change(liveSessionId, 'planned', 'live'))
    },

    async end(liveSessionId) {
      const ended = isOfRehearsal(liveSessionId)
        ? await store.endRehearsal(liveSessionId, clock.now())
        : await change(liveSessionId, 'live', 'ended')
      const session = await store.session(liveSessionId)
      // Also when it had ended before: a crash between the two steps must not leave its sales open.
      if (session?.state === 'ended') {
        await clearQueue(flashSale, liveSessionId)
        await media.end(liveSessionId)
        await deps.keepRecording(liveSessionId)
      }
      return answer(liveSessionId, ended)
    },

    async feature(liveSessionId, saleId) {
      await store.set(liveSessionId, { featuredSaleId: saleId })
      tellChanged(liveSessionId)
    },

    async setDemoBuyers(liveSessionId, on) {
      await store.set(liveSessionId, { demoBuyers: on })
      tellChanged(liveSessionId)
    },
  }
}

type ReadDeps = Pick<ProgrammeDeps, 'store' | 'media' | 'pinned'> & { cardOf(session: SessionRow): LiveCard }

function reads({
  store,
  media,
  pinned,
  cardOf,
}: ReadDeps): Omit<
  Programme,
  'plan' | 'declare' | 'setPicture' | 'missing' | 'start' | 'end' | 'feature' | 'setDemoBuyers'
> {
  return {
    liveNow: async () => withPosters((await store.inState('live')).map(cardOf), media),
    begun: async (limit) => (await store.begun(limit)).map(cardOf),
    recorded: async (limit) => (await store.recorded(limit)).map(cardOf),
    upcoming: async (limit) => (await store.inState('planned', { limit })).map(cardOf),
    async card(liveSessionId) {
      const session = isOfRehearsal(liveSessionId) ? null : await store.session(liveSessionId)
      return session && cardOf(session)
    },
    async cardOrRehearsal(liveSessionId) {
      const session = await store.session(liveSessionId)
      return session && cardOf(session)
    },
    async headline(liveSessionId) {
      const [session, pin] = await Promise.all([store.session(liveSessionId), pinned(liveSessionId)])
      if (!session) return null
      const { state, featuredSaleId, demoBuyers } = session
      return { liveSessionId, state, featuredSaleId, pin, demoBuyers }
    },
    async playback(liveSessionId) {
      const session = await store.session(liveSessionId)
      return session && shown(await media.playback(liveSessionId), session.state)
    },
    async todayOf(villageId) {
      const [live] = await store.inState('live', { villageId, limit: 1 })
      const [next] = live ? [live] : await store.inState('planned', { villageId, limit: 1 })
      return next ? cardOf(next) : null
    },
  }
}
const withPosters = (cards: readonly LiveCard[], media: ProgrammeDeps['media']): Promise<OnAirCard[]> =>
  Promise.all(cards.map(async (card) => ({ ...card, poster: await media.posterOf(card.liveSessionId) })))

/** What is in the queue of a session that is over can't be sold any more. */
async function clearQueue(flashSale: ProgrammeDeps['flashSale'], liveSessionId: string) {
  for (const { saleId, state } of await flashSale.salesOfSession(liveSessionId)) {
    if (state === 'draft') await flashSale.remove(saleId)
    else if (state !== 'ended') await flashSale.end(saleId)
  }
}
