import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
// The small build of zod: the page that checks proofs carries all of this in one file.
import * as z from 'zod/mini'

// A journal as it is sealed: every field of its leaf, as ledger.leaf_bytes() spells them. Names are not among them; a
// party is an opaque id.

export const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/))
const id = z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/))
const text = z.string().check(z.maxLength(2_000))

const sealedLine = z.object({
  book: text,
  account: text,
  type: text,
  party: z.nullable(id),
  currency: text,
  /** fen: debit positive, credit negative */
  amount: z.int(),
})

export const sealedJournal = z.object({
  id,
  key: text,
  /** SHA-256 of the request that made it */
  bodyHash: hash,
  kind: text,
  /** 业务日期, YYYY-MM-DD */
  effectiveOn: text,
  /** UTC to the microsecond, as PostgreSQL keeps it: 2026-11-26T10:00:00.123456Z */
  recordedAt: text,
  source: z.object({ type: text, id: text }),
  reverses: z.nullable(id),
  ruleVersionId: z.nullable(id),
  actor: text,
  memo: text,
  /** SHA-256 of what else was noted */
  metaHash: hash,
  lines: z.array(sealedLine).check(z.minLength(2), z.maxLength(2_000)),
})
export type SealedJournal = z.infer<typeof sealedJournal>
export type SealedLine = SealedJournal['lines'][number]

const LEAF = Uint8Array.of(0)
const ABSENT = Uint8Array.of(0)
const PRESENT = Uint8Array.of(1)

/** A whole number as PostgreSQL sends it: two's complement, highest byte first. */
export function wholeBytes(value: number, bytes: 2 | 4 | 8): Uint8Array {
  const view = new DataView(new ArrayBuffer(8))
  view.setBigInt64(0, BigInt(value))
  return new Uint8Array(view.buffer).slice(8 - bytes)
}

/** With its length in front, so that no two texts side by side spell the same bytes as two others. */
function textBytes(value: string): Uint8Array {
  const bytes = utf8ToBytes(value)
  return concatBytes(wholeBytes(bytes.length, 4), bytes)
}

const idBytes = (value: string) => hexToBytes(value.replaceAll('-', ''))
const maybeBytes = (value: string | null) => (value === null ? ABSENT : concatBytes(PRESENT, idBytes(value)))

function lineBytes({ book, account, type, party, currency, amount }: SealedLine, at: number): Uint8Array {
  const texts = concatBytes(textBytes(book), textBytes(account), textBytes(type))
  return concatBytes(
    wholeBytes(at + 1, 2),
    texts,
    maybeBytes(party),
    textBytes(currency),
    wholeBytes(amount, 8),
  )
}

/** The leaf of a journal in its block's tree. */
export function leafHash(journal: SealedJournal): Uint8Array {
  return sha256(
    concatBytes(
      LEAF,
      idBytes(journal.id),
      textBytes(journal.key),
      hexToBytes(journal.bodyHash),
      textBytes(journal.kind),
      textBytes(journal.effectiveOn),
      textBytes(journal.recordedAt),
      textBytes(journal.source.type),
      textBytes(journal.source.id),
      maybeBytes(journal.reverses),
      maybeBytes(journal.ruleVersionId),
      textBytes(journal.actor),
      textBytes(journal.memo),
      hexToBytes(journal.metaHash),
      wholeBytes(journal.lines.length, 2),
      ...journal.lines.map(lineBytes),
    ),
  )
}
