import type { LiveState } from '#shared/live.ts'
import { isOfRehearsal } from '#shared/rehearsal-room.ts'
import { accept, refuse } from '#shared/result.ts'
import type { FlashSales } from '#server/flash-sale/index.ts'
import type { LiveMedia } from '#server/media/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import { clearQueue } from './queue-end.ts'
import type { Addressed } from './low-latency.ts'
import { shown } from './rules.ts'
import type { Show } from './show.ts'
import type { LiveStore, SessionRow } from './store.ts'
import type { LiveCard, OnAirCard } from './card-types.ts'
import type { LiveSessions } from './types.ts'

type ProgrammeDeps = {
  store: LiveStore
  clock: Clock
  flashSale: Pick<FlashSales, 'salesOfSession' | 'end' | 'remove'>
  media: Pick<LiveMedia, 'playback' | 'posterOf' | 'end'>
  pinned: Show['pinned']
  cardOf(session: SessionRow): LiveCard
  addressedAgain: Addressed
  changed(liveSessionId: string): void
  keepRecording(liveSessionId: string): Promise<void>
}
type Programme = {
  /** Closes what a session that has ended leaves: its sales, its picture, its recording. @param ended just now */
  over(liveSessionId: string, ended: boolean): ReturnType<LiveSessions['end']>
} & Pick<
  LiveSessions,
  | 'liveNow'
  | 'card'
  | 'cardOrRehearsal'
  | 'headline'
  | 'begun'
  | 'recorded'
  | 'playback'
  | 'declare'
  | 'setPicture'
  | 'takePictureDown'
  | 'missing'
  | 'start'
  | 'end'
  | 'feature'
  | 'setDemoBuyers'
>

/** The life of a session that was planned: → live → ended. */
export function createProgramme(deps: ProgrammeDeps): Programme {
  const { store, clock, flashSale, media, cardOf, changed } = deps
  async function answer(liveSessionId: string, done: boolean) {
    const session = await store.session(liveSessionId)
    if (!session) return refuse({ kind: 'room_not_found' })
    if (!done) return refuse({ kind: 'wrong_state', state: session.state })
    changed(liveSessionId)
    return accept(cardOf(session))
  }

  async function over(liveSessionId: string, ended: boolean) {
    const session = await store.session(liveSessionId)
    // Also when it had ended before: a crash between the two steps must not leave its sales open.
    if (session?.state === 'ended') {
      await clearQueue(flashSale, liveSessionId)
      await media.end(liveSessionId)
      await deps.keepRecording(liveSessionId)
    }
    return answer(liveSessionId, ended)
  }

  const change = (liveSessionId: string, from: LiveState, state: LiveState) =>
    store.change(liveSessionId, from, { state, at: clock.now() })

  return {
    ...reads(deps),

    async declare(liveSessionId, declared) {
      return answer(liveSessionId, await store.declare(liveSessionId, declared))
    },

    async takePictureDown(liveSessionId, replaced) {
      if (await store.replacePicture(liveSessionId, replaced)) changed(liveSessionId)
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
      return over(liveSessionId, ended)
    },
    over,

    async feature(liveSessionId, saleId) {
      await store.set(liveSessionId, { featuredSaleId: saleId })
      changed(liveSessionId)
    },

    async setDemoBuyers(liveSessionId, on) {
      await store.set(liveSessionId, { demoBuyers: on })
      changed(liveSessionId)
    },
  }
}

type ReadDeps = Pick<ProgrammeDeps, 'store' | 'media' | 'pinned' | 'cardOf' | 'addressedAgain'>

function reads({
  store,
  media,
  pinned,
  cardOf,
  addressedAgain,
}: ReadDeps): Omit<
  Programme,
  | 'declare'
  | 'setPicture'
  | 'takePictureDown'
  | 'missing'
  | 'start'
  | 'end'
  | 'over'
  | 'feature'
  | 'setDemoBuyers'
> {
  return {
    liveNow: async () => withPosters((await store.inState('live')).map(cardOf), media),
    begun: async (limit) => (await store.begun(limit)).map(cardOf),
    recorded: async (limit, only) => (await store.recorded(limit, only)).map(cardOf),
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
    async playback(liveSessionId, buyerId) {
      const session = await store.session(liveSessionId)
      if (!session) return null
      const video = shown(await media.playback(liveSessionId), session.state)
      return addressedAgain(video, { liveSessionId, buyerId })
    },
  }
}
const withPosters = (cards: readonly LiveCard[], media: ProgrammeDeps['media']): Promise<OnAirCard[]> =>
  Promise.all(cards.map(async (card) => ({ ...card, poster: await media.posterOf(card.liveSessionId) })))
