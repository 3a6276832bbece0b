import type { GoodsStanding, Verdict } from '#shared/preflight.ts'
import { HUNG_UP } from '#shared/ingest.ts'
import { inLocale, type Locale } from '#shared/locale.ts'
import { BEST_BITS_PER_SECOND } from '../broadcast/rate.ts'

/** The best picture, its sound, and a third more for a line that wavers. */
const GOOD_BITS_PER_SECOND = 1.4 * BEST_BITS_PER_SECOND
/** Below that the host goes down to the smallest pictures, and to sound alone. */
const LEAST_BITS_PER_SECOND = 400_000
/** Of luma from 0 to 255: a face is dark below, and white above. */
const DARK = 60
const GLARING = 215
/** Of a full scale of 1: speech at arm's length is louder, a quiet room is not. */
const SPOKEN = 0.02

const good = (why: Verdict['why'], params?: Record<string, string>): Verdict =>
  params ? { is: 'good', why, params } : { is: 'good', why }

/** @param luma the mean of a picture, 0 to 255 */
export function lightVerdict(luma: number): Verdict {
  if (luma < DARK) return { is: 'weak', why: 'dark' }
  if (luma > GLARING) return { is: 'weak', why: 'glaring' }
  return good('bright')
}

/** @param loudest root mean square, 0 to 1, of the loudest moment so far */
export function soundVerdict(loudest: number): Verdict {
  return loudest >= SPOKEN ? good('heard') : { is: 'waiting', why: 'speak' }
}

export function uplinkVerdict(bitsPerSecond: number): Verdict {
  const params = { speed: String(Math.round(bitsPerSecond / 100_000) / 10) }
  if (bitsPerSecond >= GOOD_BITS_PER_SECOND) return good('fast', params)
  return bitsPerSecond >= LEAST_BITS_PER_SECOND
    ? { is: 'weak', why: 'slow', params }
    : { is: 'bad', why: 'tooSlow', params }
}

/**
 * The door for pictures asks first who it is and what they may, and only then whether the session is on.
 * @param answered the code that it hung up with; `ready`: it takes a picture now; null: it did not answer
 */
export function lineVerdict(
  answered: number | 'ready' | null,
  { canRecord, hasStreamKey }: { canRecord: boolean; hasStreamKey: boolean },
): Verdict {
  if (!canRecord) return { is: 'bad', why: 'cannotRecord' }
  if (answered === 'ready' || answered === HUNG_UP.notLive) return good(hasStreamKey ? 'openWithKey' : 'open')
  if (answered === HUNG_UP.diskFull || answered === HUNG_UP.tooMany) return { is: 'bad', why: 'full' }
  return { is: 'bad', why: 'closed' }
}

export function stockVerdict(goods: readonly GoodsStanding[], locale: Locale): Verdict {
  if (goods.length === 0) return { is: 'bad', why: 'noGoods' }
  const empty = goods.filter(({ left, blockedBy }) => left === 0 && blockedBy === null)
  if (empty.length > 0) return { is: 'weak', why: 'empty', params: { goods: names(empty, locale) } }
  return good('stocked', { count: String(goods.length) })
}

export function certificateVerdict(goods: readonly GoodsStanding[], locale: Locale): Verdict {
  const blocked = goods.filter(({ blockedBy }) => blockedBy !== null)
  if (blocked.length > 0) return { is: 'bad', why: 'blocked', params: { goods: names(blocked, locale) } }
  return goods.length === 0 ? { is: 'weak', why: 'noCertificates' } : good('certified')
}

const names = (goods: readonly GoodsStanding[], locale: Locale) =>
  goods.map(({ title }) => inLocale(title, locale)).join(locale === 'zh-CN' ? '、' : ', ')

export function paymentVerdict(takesPayments: boolean): Verdict {
  return takesPayments ? good('payable') : { is: 'bad', why: 'notPayable' }
}
