import type { Head, SignedHead } from '#shared/ledger-head.ts'
import type { Db } from '../platform/db.ts'
import type { PublishedHead } from './proof-types.ts'
import { asViolation } from './violation.ts'

type HeadRow = {
  when: string
  height: bigint
  hash: string
  last_seq: bigint
  previous: string
  signature: string
  public_key: string
  published_at: Date
}

const published = (row: HeadRow): PublishedHead => ({
  format: 'shanhuo-ledger-head-v1',
  when: row.when,
  height: Number(row.height),
  hash: row.hash,
  lastSeq: Number(row.last_seq),
  previous: row.previous,
  signature: row.signature,
  publicKey: row.public_key,
  publishedAt: row.published_at.toISOString(),
})

export type Top = Pick<Head, 'height' | 'hash' | 'lastSeq'>

/** Reads and writes of the published heads, and the tops of the chain that they are made of. */
export function headStore(db: Db) {
  return {
    /** newest first */
    async heads({ limit, ...query }: HeadQuery): Promise<PublishedHead[]> {
      const [before, day, covering] = [query.before ?? null, query.day ?? null, query.covering ?? null]
      const rows = await db.$queryRaw<HeadRow[]>`
        select to_char(h.day, 'YYYY-MM-DD') as when, h.height, encode(h.hash, 'hex') as hash, h.last_seq,
               encode(h.previous, 'hex') as previous, encode(h.signature, 'hex') as signature,
               encode(h.public_key, 'hex') as public_key, h.published_at
          from ledger.head h
         where (${before}::date is null or h.day < ${before}::date)
           and (${day}::date is null or h.day = ${day}::date)
           and (${covering}::bigint is null
                or h.day = (select min(c.day) from ledger.head c where c.height >= ${covering}::bigint))
         order by h.day desc limit ${limit}`
      return rows.map(published)
    },

    /** the last block sealed from one instant to another; null when there is none */
    async topBetween(from: Date, to: Date): Promise<Top | null> {
      type Row = { height: bigint; hash: string; last_seq: bigint }
      const [row] = await db.$queryRaw<Row[]>`
        select height, encode(hash, 'hex') as hash, last_seq
          from ledger.block where sealed_at >= ${from} and sealed_at < ${to} order by height desc limit 1`
      return row ? { height: Number(row.height), hash: row.hash, lastSeq: Number(row.last_seq) } : null
    },

    /** hashes of blocks by height */
    async blockHashes(heights: readonly number[]): Promise<Map<number, string>> {
      const rows = await db.$queryRaw<{ height: bigint; hash: string }[]>`
        select height, encode(hash, 'hex') as hash from ledger.block where height = any(${heights}::bigint[])`
      return new Map(rows.map(({ height, hash }) => [Number(height), hash]))
    },

    async chainHeight(): Promise<number> {
      const [row] = await db.$queryRaw<{ top: bigint }[]>`
        select coalesce(max(height), 0) as top from ledger.block`
      return Number(row!.top)
    },

    /** @throws {LedgerViolation} LEDGER_HEAD_ORDER when this day's head, or a later one, is there */
    async publish({
      when,
      height,
      hash,
      lastSeq,
      previous,
      signature,
      publicKey,
    }: SignedHead): Promise<void> {
      try {
        await db.$queryRaw`
          select ledger.publish_head(${when}::date, ${height}::bigint, decode(${hash}, 'hex'), ${lastSeq}::bigint,
            decode(${previous}, 'hex'), decode(${signature}, 'hex'), decode(${publicKey}, 'hex'))::text`
      } catch (error) {
        throw asViolation(error)
      }
    },
  }
}

/** `covering`: the first head that is not below this height */
type HeadQuery = { limit: number; before?: string; day?: string; covering?: number }
export type HeadStore = ReturnType<typeof headStore>
