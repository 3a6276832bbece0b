import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import * as z from 'zod/mini'
import { hash, wholeBytes } from './sealed-journal.ts'

// The chain of sealed blocks and its signed heads (链头). Hashes, keys and signatures are lower-case hex.

const count = z.int().check(z.nonnegative())

export const chainBlock = z.object({
  height: count,
  previousHash: hash,
  root: hash,
  hash,
  /** numbers of its first and last journal in the sealed order */
  firstSeq: count,
  lastSeq: count,
})
export type ChainBlock = z.infer<typeof chainBlock>

const BLOCK = Uint8Array.of(2)

/** As ledger.block_hash() makes it. */
export function blockHash({
  previousHash,
  root,
  height,
  firstSeq,
  lastSeq,
}: Omit<ChainBlock, 'hash'>): string {
  const numbers = [height, firstSeq, lastSeq].map((value) => wholeBytes(value, 8))
  return bytesToHex(sha256(concatBytes(BLOCK, hexToBytes(previousHash), hexToBytes(root), ...numbers)))
}

/** A day's head is published; an interim one is signed for who asks before the day is over, and says so. */
export const headFormat = z.enum(['shanhuo-ledger-head-v1', 'shanhuo-ledger-interim-v1'])

const head = z.object({
  format: headFormat,
  /** the day in Asia/Shanghai, YYYY-MM-DD; of an interim head the instant, in ISO 8601 */
  when: z.string().check(z.maxLength(40)),
  height: count,
  hash,
  lastSeq: count,
  /** digest of the head that was published before; zeros at the first */
  previous: hash,
})
export type Head = z.infer<typeof head>

export const signedHead = z.extend(head, {
  /** Ed25519 over headText() */
  signature: z.string().check(z.regex(/^[0-9a-f]{128}$/)),
  publicKey: hash,
})
export type SignedHead = z.infer<typeof signedHead>

export const NO_HEAD_BEFORE = '0'.repeat(64)

/** The signed bytes: one value a line, in this order. */
export function headText({ format, when, height, hash, lastSeq, previous }: Head): string {
  return [format, when, height, hash, lastSeq, previous].join('\n')
}

/** What the next head names as `previous`. */
export function headDigest(head: Head): string {
  return bytesToHex(sha256(utf8ToBytes(headText(head))))
}

export function isSigned(head: SignedHead): boolean {
  const message = utf8ToBytes(headText(head))
  return ed25519.verify(hexToBytes(head.signature), message, hexToBytes(head.publicKey))
}
