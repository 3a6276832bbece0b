import { createAttendance } from './attendance.ts'
import { createCaption } from './captions.ts'
import { createChat } from './chat.ts'
import { createModerateOnce } from './chat-moderation.ts'
import { readEvidence } from './chat-evidence.ts'
import { createChatRules } from './chat-rules.ts'
import { createChatStore } from './chat-store.ts'
import { createRecordingStore } from './recording-store.ts'
import { createRecordings } from './recordings.ts'
import { createLowLatency } from './low-latency.ts'
import { createProgramme } from './programme.ts'
import { createRehearsals } from './rehearsals.ts'
import { createComplaints } from './complaints.ts'
import { createReplays } from './replay.ts'
import { createFilmShelf } from './films.ts'
import { createRoomNews } from './room-news.ts'
import { createSaleLogs } from './sale-log.ts'
import { createRooms } from './rooms.ts'
import { createPlans } from './plans.ts'
import { createPlanStore } from './plan-store.ts'
import { createCommandStore } from './command-store.ts'
import { createGoodsStanding } from './goods-standing.ts'
import { createHostCommands } from './host-commands.ts'
import { sumFen } from '#shared/money.ts'
import { createShow, createOpenSaleOf } from './show.ts'
import { createShowStore } from './show-store.ts'
import type { CardDeps } from './room-sales.ts'
import { createLiveStore, type LiveStore, type SessionRow } from './store.ts'
import { createStreamKeyStore } from './stream-key-store.ts'
import { createStreamKeys } from './stream-keys.ts'
import type { LiveCard } from './card-types.ts'
import type { LiveDeps, LiveSessions } from './types.ts'
import { createViews } from './views.ts'

/** Broadcasts of village secretaries: when, what is shown, who watches, what is said. See README.md. */
export function createLiveSessions(deps: LiveDeps): LiveSessions {
  const { db, clock, ids, log, bus, flashSale } = deps
  const store = createLiveStore(db)
  const rooms = createRooms({ clock })
  const chatStore = createChatStore(db)
  const villageOf = chatVillageOf(store)
  const chatRules = createChatRules({ store: chatStore, villageOf })
  const news = createRoomNews({ clock, log, bus, flashSale, rooms, chatRules })
  const { recent, ...chat } = createChat({ store: chatStore, rules: chatRules, clock, ids, tell: news.chat })
  function changed(liveSessionId: string) {
    rooms.forget(liveSessionId)
    news.roomChanged(liveSessionId)
  }
  const commands = createCommandStore(db)
  const { once, lastAct } = createHostCommands({ store: commands, clock, ids, done: news.acted })
  const lowLatency = { clock, most: deps.lowLatencyViewers, address: deps.media.address }
  const { addressed, addressedAgain, ...watching } = createLowLatency(lowLatency)
  const householdShareFen = householdShareOf(deps)
  const showStore = createShowStore(db)
  const { pinned, goods, ...show } = createShow({
    ...{ store: showStore, sessions: store, clock, ids, once, householdShareFen },
    openSaleOf: createOpenSaleOf(flashSale),
    changed,
  })
  const known = { store, rooms, recentChat: recent, lastAct, pinned, goods, householdShareFen, addressed }
  const { snapshot, numbers } = createViews(deps, known)
  const recordings = createRecordings({ ...deps, store: createRecordingStore(db), sessionOf: store.session })
  const replays = createReplays({ ...deps, pins: show.pins, store: chatStore })
  const cardOf = cardFrom(rooms)
  const { over, ...programme } = createProgramme({
    ...{ store, clock, flashSale, media: deps.media, pinned, cardOf, addressedAgain, changed },
    keepRecording: recordings.keepRecording,
  })
  const tendUnattended = createAttendance({ ...deps, sessions: store, over })
  const rehearsals = createRehearsals({
    ...{ store, showStore, commands, flashSale, clock, ids, end: programme.end },
  })
  const planStore = createPlanStore(db)
  const stopHearing = deps.media.onChanged(changed)

  return {
    ...programme,
    ...createPlans({ store, planStore, flashSale, clock, ids, cardOf, changed }),
    ...rehearsals,
    tendUnattended,
    ...watching,
    ...show,
    ...recordings,
    ...createStreamKeys({ store: createStreamKeyStore(db), sessions: store, clock, ids }),
    goodsStanding: createGoodsStanding({ store: showStore, flashSale, catalog: deps.catalog }),
    ...createSaleLogs(flashSale, deps.catalog),
    ...createComplaints({ ...deps, sessions: store }),
    ...replays,
    ...createFilmShelf({ media: deps.media, sessionOf: store.session, replay: replays.replay }),
    ...chat,
    caption: createCaption({ sessions: store, rules: chatRules, tell: news.caption }),
    moderate: createModerateOnce({ ...chat, once, villageOf }),
    chatEvidence: (liveSessionId, page) => readEvidence(chatStore, liveSessionId, page),
    once,
    snapshot,
    numbers,
    stamp: rooms.stamp,
    present: createPresence({ rooms, news, store, log }),
    ...news.listening,
    close() {
      stopHearing()
      news.close()
    },
  }
}

/** A session with what only memory knows, and without what is nobody's business. */
const cardFrom =
  (rooms: Pick<ReturnType<typeof createRooms>, 'viewers'>) =>
  ({ featuredSaleId: _, endedAt: __, hostUserId: ___, ...session }: SessionRow): LiveCard => ({
    ...session,
    viewers: rooms.viewers(session.liveSessionId),
  })

/** For whom the bans and blocked words of a chat count: the village, but what is tried in a rehearsal is its own. */
const chatVillageOf = (store: Pick<LiveStore, 'session'>) => async (liveSessionId: string) => {
  const session = await store.session(liveSessionId)
  return session && (session.rehearsalOf ? liveSessionId : session.villageId)
}

/** What the household gets of a price, by the rule in force. */
function householdShareOf({ revenueShare, clock }: LiveDeps): CardDeps['householdShareFen'] {
  return async (goods, goodsFen) => {
    const { legs } = await revenueShare.preview({ goods, goodsFen, at: clock.now() })
    return sumFen(legs.filter(({ partyKind }) => partyKind === 'household').map(({ amountFen }) => amountFen))
  }
}

type PresenceDeps = Pick<LiveDeps, 'log'> & {
  rooms: ReturnType<typeof createRooms>
  news: Pick<ReturnType<typeof createRoomNews>, 'present'>
  store: Pick<LiveStore, 'raisePeak'>
}

function createPresence({ rooms, news, store, log }: PresenceDeps): LiveSessions['present'] {
  return (liveSessionId, viewers) => {
    const before = rooms.viewers(liveSessionId)
    rooms.setViewers(liveSessionId, viewers)
    news.present(liveSessionId, viewers)
    const all = rooms.viewers(liveSessionId)
    if (all > before)
      store
        .raisePeak(liveSessionId, all)
        .catch((error: unknown) => log.warn({ error, liveSessionId }, 'the peak of viewers was not kept'))
    return all
  }
}
