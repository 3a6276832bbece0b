import { createChat } from './chat.ts'
import { readEvidence } from './chat-evidence.ts'
import { createChatRules } from './chat-rules.ts'
import { createChatStore } from './chat-store.ts'
import { createRecordingStore } from './recording-store.ts'
import { createRecordings } from './recordings.ts'
import { createProgramme } from './programme.ts'
import { createRoomNews } from './room-news.ts'
import { createSaleLogs } from './sale-log.ts'
import { createRooms } from './rooms.ts'
import { createLiveStore } from './store.ts'
import { createStreamKeys } from './stream-keys.ts'
import type { LiveDeps, LiveSessions } from './types.ts'
import { createViews } from './views.ts'

/** Broadcasts of village secretaries: when, what is shown, who watches, what is said. See README.md. */
export function createLiveSessions(deps: LiveDeps): LiveSessions {
  const { db, clock, ids, log, bus, flashSale } = deps
  const store = createLiveStore(db)
  const rooms = createRooms({ clock })
  const chatStore = createChatStore(db)
  const villageOf = async (liveSessionId: string) => (await store.session(liveSessionId))?.villageId ?? null
  const chatRules = createChatRules({ store: chatStore, villageOf })
  const news = createRoomNews({ clock, log, bus, flashSale, rooms, chatRules })
  const { recent, ...chat } = createChat({ store: chatStore, rules: chatRules, clock, ids, tell: news.chat })
  const { snapshot, numbers } = createViews(deps, { store, rooms, recentChat: recent })
  const recordings = createRecordings({
    store: createRecordingStore(db),
    clock,
    media: deps.media,
    sessionOf: store.session,
  })
  const programme = createProgramme({
    ...{ store, clock, ids, rooms, flashSale, media: deps.media },
    changed: news.roomChanged,
    keepRecording: recordings.keepRecording,
  })
  const stopHearing = deps.media.onChanged((liveSessionId) => {
    rooms.forget(liveSessionId)
    news.roomChanged(liveSessionId)
  })

  return {
    ...programme,
    ...recordings,
    ...createStreamKeys({ store, clock, ids }),
    ...createSaleLogs(flashSale, deps.catalog),
    ...chat,
    chatEvidence: (liveSessionId, page) => readEvidence(chatStore, liveSessionId, page),
    snapshot,
    numbers,
    stamp: rooms.stamp,

    present(liveSessionId, viewers) {
      const before = rooms.viewers(liveSessionId)
      rooms.setViewers(liveSessionId, viewers)
      news.present(liveSessionId, viewers)
      const all = rooms.viewers(liveSessionId)
      if (all > before)
        store
          .raisePeak(liveSessionId, all)
          .catch((error: unknown) => log.warn({ error, liveSessionId }, 'the peak of viewers was not kept'))
      return all
    },

    ...news.listening,
    close() {
      stopHearing()
      news.close()
    },
  }
}
