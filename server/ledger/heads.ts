import { businessDay, startOfBusinessDay } from '#shared/calendar.ts'
import { headDigest, NO_HEAD_BEFORE, type Head, type SignedHead } from '#shared/ledger-head.ts'
import { accept, refuse } from '#shared/result.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { HeadFile } from './head-file.ts'
import type { HeadKey } from './head-key.ts'
import type { HeadStore } from './head-store.ts'
import type { Proofs } from './proof-types.ts'
import { LedgerViolation } from './violation.ts'

const DAY_MS = 86_400_000
/** More days than there will be. */
export const ALL_HEADS = 1_000_000

type HeadsDeps = { store: HeadStore; file: HeadFile; key: HeadKey; clock: Clock; log: Log }
type Heads = Pick<Proofs, 'publishDue' | 'publishToday' | 'rewriteFile'> & {
  signedNext(head: Omit<Head, 'previous'>): Promise<SignedHead>
}

/** Signs heads and publishes them: into the table, which keeps the order, and then into the file. */
export function createHeads({ store, file, key, clock, log }: HeadsDeps): Heads {
  async function signedNext(head: Omit<Head, 'previous'>): Promise<SignedHead> {
    const [last] = await store.heads({ limit: 1 })
    return key.signed({ ...head, previous: last ? headDigest(last) : NO_HEAD_BEFORE })
  }

  /** null: somebody else published it, or a later one, meanwhile */
  async function publish(day: string): Promise<SignedHead | 'published_before' | 'nothing_sealed'> {
    const [last] = await store.heads({ limit: 1 })
    if (last && last.when >= day) return 'published_before'
    const start = startOfBusinessDay(day)
    const top = await store.topBetween(start, new Date(start.getTime() + DAY_MS))
    if (!top) return 'nothing_sealed'
    const head = await signedNext({ format: 'shanhuo-ledger-head-v1', when: day, ...top })
    try {
      await store.publish(head)
    } catch (error) {
      if (error instanceof LedgerViolation && /^LEDGER_HEAD_(ORDER|PREVIOUS)$/.test(error.code))
        return 'published_before'
      throw error
    }
    return head
  }

  /** A file that was there yesterday and is gone is not made anew: its loss is to be seen. */
  async function bringFileUpToDate(): Promise<void> {
    const heads = (await store.heads({ limit: ALL_HEADS })).toReversed()
    const written = await file.read()
    if (!written && heads.length > 1) {
      log.error({ heads: heads.length }, 'the file of ledger heads is gone; see npm run ledger:publish')
      return
    }
    const lastDay = written?.heads.at(-1)?.when ?? ''
    const missing = heads.filter(({ when }) => when > lastDay)
    if (missing.length > 0) await file.append(missing)
  }

  return {
    signedNext,
    async publishDue() {
      const head = await publish(businessDay(new Date(clock.now().getTime() - DAY_MS)))
      await bringFileUpToDate()
      return typeof head === 'string' ? null : head
    },
    async publishToday() {
      const head = await publish(businessDay(clock.now()))
      await bringFileUpToDate()
      return typeof head === 'string' ? refuse({ kind: head }) : accept(head)
    },
    async rewriteFile() {
      if (await file.read()) return null
      const heads = (await store.heads({ limit: ALL_HEADS })).toReversed()
      await file.append(heads)
      return heads.length
    },
  }
}
