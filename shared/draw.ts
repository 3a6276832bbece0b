import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { HoldState } from './flash-sale.ts'

// The draw that opens a fair sale or a raffle, as the shop's SQL makes it and as anyone can make it again.

export type EntryOutcome = 'waiting' | 'won' | 'lost' | 'merged'

/** Public, and about nobody: a tag is made of a key that only the buyer's own device knows. */
export type PublicEntry = {
  number: number
  tag: string
  quantity: number
  enteredAt: string
  rank: number | null
  outcome: EntryOutcome
}

/** `seed` and `root` are null until the draw. */
export type DrawView = {
  commitment: string
  entries: number
  seed: string | null
  root: string | null
  drawnAt: string | null
}

export type ClaimLogLine = {
  sequence: number
  at: string
  buyer: string
  quantity: number
  state: HoldState
}

/** What a draw is checked by: all its entries, and at least as many of the sale's first claims as it has winners. */
export type SaleLog = {
  saleId: string
  draw: DrawView | null
  entries: readonly PublicEntry[]
  claims: readonly ClaimLogLine[]
}

const hash = (bytes: Uint8Array) => bytesToHex(sha256(bytes))
const hashText = (text: string) => hash(utf8ToBytes(text))

/** What is published before anybody enters. @param seed 64 hex digits */
export function commitmentOf(seed: string): string {
  return hash(hexToBytes(seed))
}

export function tagOf(saleId: string, claimKey: string): string {
  return hashText(`${saleId}/${claimKey.toLowerCase()}`)
}

/** @param tags in the order of the entries' numbers */
export function rootOf(tags: readonly string[]): string {
  return hashText(tags.join('\n'))
}

/** Numbers of the entries, 1 to n, in the order in which they are served. */
export function drawOrder(
  { seed, saleId, root }: { seed: string; saleId: string; root: string },
  entries: number,
) {
  return Array.from({ length: entries }, (_, index) => index + 1)
    .map((number) => ({ number, key: hashText(`${seed}/${saleId}/${root}/${number}`) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ number }) => number)
}

/** What a draw is checked for; all true, or something is not as it was promised. */
export type DrawCheck = { seedFits: boolean; rootFits: boolean; orderFits: boolean; claimsFit: boolean }

/** Makes a published draw again. @returns null while its seed is secret */
export function checkDraw({ saleId, draw, entries, claims }: SaleLog): DrawCheck | null {
  if (!draw?.seed || !draw.root) return null
  const byNumber = [...entries].sort((a, b) => a.number - b.number)
  const order = drawOrder({ seed: draw.seed, saleId, root: draw.root }, byNumber.length)
  const inOrder = order.map((number) => byNumber[number - 1]!)
  const winners = inOrder.filter(({ outcome }) => outcome === 'won')
  const first = [...claims].sort((a, b) => a.sequence - b.sequence).slice(0, winners.length)
  return {
    seedFits: commitmentOf(draw.seed) === draw.commitment,
    rootFits: rootOf(byNumber.map(({ tag }) => tag)) === draw.root && byNumber.length === draw.entries,
    orderFits: inOrder.every(({ rank }, index) => rank === index + 1),
    claimsFit:
      first.length === winners.length &&
      first.every(({ quantity, sequence }, n) => quantity === winners[n]!.quantity && sequence === n + 1),
  }
}
