import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { HoldState } from './flash-sale.ts'

// A draw, as the shop's SQL makes it and as anyone can make it again: the one that opens a fair sale or a raffle, whose
// name is the sale's, and the lucky draw of a live room.

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

/** An entry of any draw, with its place in the order. */
type PlacedEntry = Pick<PublicEntry, 'number' | 'tag' | 'rank'>

const hash = (bytes: Uint8Array) => bytesToHex(sha256(bytes))
const hashText = (text: string) => hash(utf8ToBytes(text))

/** What is published before anybody enters. @param seed 64 hex digits */
export function commitmentOf(seed: string): string {
  return hash(hexToBytes(seed))
}

export function tagOf(drawId: string, claimKey: string): string {
  return hashText(`${drawId}/${claimKey.toLowerCase()}`)
}

/** @param tags in the order of the entries' numbers */
export function rootOf(tags: readonly string[]): string {
  return hashText(tags.join('\n'))
}

/** Numbers of the entries, 1 to n, in the order in which they are served. */
export function drawOrder(
  { seed, drawId, root }: { seed: string; drawId: string; root: string },
  entries: number,
) {
  return Array.from({ length: entries }, (_, index) => index + 1)
    .map((number) => ({ number, key: hashText(`${seed}/${drawId}/${root}/${number}`) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ number }) => number)
}

/** What any draw is checked for; all true, or something is not as it was promised. */
export type OrderCheck = { seedFits: boolean; rootFits: boolean; orderFits: boolean }

/** Makes the order of a published draw again. @returns null while its seed is secret */
export function checkOrder(
  drawId: string,
  draw: DrawView | null,
  entries: readonly PlacedEntry[],
): OrderCheck | null {
  if (!draw?.seed || !draw.root) return null
  const byNumber = [...entries].sort((a, b) => a.number - b.number)
  const order = drawOrder({ seed: draw.seed, drawId, root: draw.root }, byNumber.length)
  return {
    seedFits: commitmentOf(draw.seed) === draw.commitment,
    rootFits: rootOf(byNumber.map(({ tag }) => tag)) === draw.root && byNumber.length === draw.entries,
    orderFits: order.every((number, index) => byNumber[number - 1]!.rank === index + 1),
  }
}

/** `claimsFit`: the sale's first claims are those of its winners */
export type DrawCheck = OrderCheck & { claimsFit: boolean }

/** Makes a sale's published draw again. @returns null while its seed is secret */
export function checkDraw({ saleId, draw, entries, claims }: SaleLog): DrawCheck | null {
  const check = checkOrder(saleId, draw, entries)
  if (!check) return null
  // Where the order fits, ranks are the order.
  const winners = [...entries]
    .filter(({ outcome }) => outcome === 'won')
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
  const first = [...claims].sort((a, b) => a.sequence - b.sequence).slice(0, winners.length)
  return {
    ...check,
    claimsFit:
      first.length === winners.length &&
      first.every(({ quantity, sequence }, n) => quantity === winners[n]!.quantity && sequence === n + 1),
  }
}
