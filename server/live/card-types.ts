import type { LiveState } from '#shared/live.ts'
import type { Bilingual } from '#shared/locale.ts'

export type LiveCard = {
  liveSessionId: string
  title: Bilingual
  hostName: Bilingual
  villageName: Bilingual
  villageId: string
  picture: string
  state: LiveState
  startsAt: string
  /** how often its plan was changed */
  planVersion: number
  /** null: not yet */
  startedAt: string | null
  /** the shop ended it by itself, because nobody was there */
  endedUnattended: boolean
  viewers: number
  demoBuyers: boolean
  /** 彩排: the session that it is a rehearsal of; null: it is one itself */
  rehearsalOf: string | null
  /** 运营者: who sells; null: not declared yet, as are those below */
  operator: { id: string; name: Bilingual } | null
  /** 公益 */
  isCharity: boolean | null
  /** the face or voice is made by a machine */
  isAiPersona: boolean | null
}

/** Of all sessions, those of a village, and those that say that they are 公益. */
export type ListedOnly = { villageId?: string; isCharity?: true }
/** `before`: of what comes after that one, further back */
export type RecordedOnly = ListedOnly & { before?: string }

/** `poster`: the address of its picture of a moment ago; null: there is none yet */
export type OnAirCard = LiveCard & { poster: string | null }
