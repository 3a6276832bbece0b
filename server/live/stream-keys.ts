import { createHash, timingSafeEqual } from 'node:crypto'
import { isOver } from '#shared/live.ts'
import { accept, refuse } from '#shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { LiveStore } from './store.ts'
import type { StreamKeyStore } from './stream-key-store.ts'
import type { LiveSessions } from './types.ts'

/** OBS asks again each few seconds; a host walks from the phone to the computer. */
const TAKE_OVER_MS = 120_000
/** 128 bits, as hex */
const SECRET_LETTERS = 32

const hashOf = (secret: string) => createHash('sha256').update(secret).digest()

type StreamKeyDeps = {
  store: StreamKeyStore
  sessions: Pick<LiveStore, 'session' | 'rehearsals'>
  clock: Clock
  ids: Pick<Ids, 'secret'>
}

/**
 * Who may send a session's picture without being signed in: whoever has its key, `<session>.<secret>`. Until it begins,
 * the key is for its rehearsal: what OBS was set up with there is right for the session too.
 */
export function createStreamKeys({
  store,
  sessions,
  clock,
  ids,
}: StreamKeyDeps): Pick<LiveSessions, 'renewStreamKey' | 'hasStreamKey' | 'letStreamTakeOver' | 'streamOf'> {
  async function rehearsalOnAir(rehearsalOf: string): Promise<string | null> {
    const [onAir] = await sessions.rehearsals({ rehearsalOf, state: 'live' })
    return onAir?.liveSessionId ?? null
  }

  return {
    async renewStreamKey(liveSessionId) {
      const session = await sessions.session(liveSessionId)
      if (!session) return refuse({ kind: 'room_not_found' })
      if (isOver(session.state)) return refuse({ kind: 'wrong_state', state: session.state })
      const secret = ids.secret().slice(0, SECRET_LETTERS)
      await store.set(liveSessionId, { keyHash: hashOf(secret), madeAt: clock.now() })
      return accept({ streamKey: `${liveSessionId}.${secret}` })
    },

    hasStreamKey: async (liveSessionId) => (await store.find(liveSessionId)) !== null,

    async letStreamTakeOver(liveSessionId) {
      const until = new Date(clock.now().getTime() + TAKE_OVER_MS)
      const isLet = await store.letTakeOver(liveSessionId, until)
      return isLet ? accept({ until: until.toISOString() }) : refuse({ kind: 'no_stream_key' })
    },

    async streamOf(streamKey) {
      const [liveSessionId = '', secret = ''] = streamKey.split('.')
      const known = await store.find(liveSessionId)
      if (!known || !timingSafeEqual(known.keyHash, hashOf(secret))) return null
      // Good for one coming: whoever takes the picture back is not thrown out again by OBS, which comes by itself.
      const mayTakeOver = await store.useTakeOver(liveSessionId, clock.now())
      const rehearsal = known.state === 'planned' ? await rehearsalOnAir(liveSessionId) : null
      return rehearsal
        ? { liveSessionId: rehearsal, state: 'live', mayTakeOver }
        : { liveSessionId, state: known.state, mayTakeOver }
    },
  }
}
