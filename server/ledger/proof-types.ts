import type { SignedHead } from '#shared/ledger-head.ts'
import type { LedgerProof } from '#shared/ledger-proof.ts'
import type { Result } from '#shared/result.ts'
import type { ChainFinding } from './types.ts'

export type PublishedHead = SignedHead & { publishedAt: string }

/** What is wrong with what was published, or with the chain when it is laid beside it. */
export type HeadProblem =
  /** signed by nobody we know */
  | 'head_forged'
  /** does not name the head before, or goes back */
  | 'head_order'
  /** the chain ends below it: its tail was cut off */
  | 'chain_cut'
  /** the chain has another block at its height: it was computed anew */
  | 'chain_rewritten'
  /** in the table and not in the copy, and the other way round */
  | 'head_lost'
  | 'head_removed'
  /** the copy says something else than the table */
  | 'head_differs'

/** `place`: the table, our file, or a copy that somebody kept elsewhere */
export type HeadFinding = {
  problem: HeadProblem
  day: string
  height: number
  place: HeadPlace
}
export type HeadPlace = 'table' | 'file' | 'copy'

/** The file or the copy can't be read: it is not there, or a line of it is no head (counted from 1). */
export type FileFinding = { problem: 'file_lost' | 'file_unreadable'; place: HeadPlace; line: number }

export type Finding = ChainFinding | HeadFinding | FileFinding

export type ChainCheck = {
  /** `full`: from the first block; `recent`: what has come since the last full one */
  span: 'full' | 'recent'
  checkedAt: string
  /** how far the chain went */
  height: number
  findings: Finding[]
}

export type Proofs = {
  /** what the heads are signed with, hex */
  publicKey: string
  /** null until the journal is sealed. Up to the first published head above it, or else to one signed now. */
  proofOf(journalId: string): Promise<LedgerProof | null>
  /** Publishes the head of yesterday, once. @returns null when that is done, or nothing was sealed by then */
  publishDue(): Promise<SignedHead | null>
  /** Publishes the head of today as it is now; the rest of the day comes under the next one. */
  publishToday(): Promise<Result<SignedHead, { kind: 'published_before' } | { kind: 'nothing_sealed' }>>
  /** newest first, before a day when one is given */
  heads(page: { limit: number; before?: string }): Promise<PublishedHead[]>
  head(day: string): Promise<PublishedHead | null>
  /** Checks the chain and all that was published, and notes what it found for `lastChecks`. */
  check(span: ChainCheck['span']): Promise<ChainCheck>
  /** `copy`: lines of the heads' file as somebody else has kept them */
  audit(from?: number, copy?: string): Promise<{ height: number; findings: Finding[] }>
  /** what the last checks found, without checking */
  lastChecks(): Promise<ChainCheck[]>
  /** Writes the heads' file anew from the table, where there is none. @returns how many heads; null: it is there */
  rewriteFile(): Promise<number | null>
}
