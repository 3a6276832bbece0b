import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import * as z from 'zod/mini'
import { blockHash, chainBlock, isSigned, signedHead } from './ledger-head.ts'
import type { ChainBlock } from './ledger-head.ts'
import { rootFromPath } from './merkle.ts'
import { hash, leafHash, sealedJournal } from './sealed-journal.ts'

// 入账证明: one journal, its way through its block's tree, the blocks up to a signed head, and the head. Whoever has
// the file can check it without us: docs/protocol.md has the recipe, public/check-proof.html is the tool.

export const ledgerProof = z.object({
  format: z.literal('shanhuo-ledger-proof-v1'),
  /** where it was made; nothing rests on it */
  shop: z.string().check(z.maxLength(200)),
  journal: sealedJournal,
  leaf: hash,
  /** the journal's number in the sealed order */
  seq: z.int().check(z.positive()),
  path: z.array(hash).check(z.maxLength(31)),
  /** from the journal's to the head's */
  blocks: z.array(chainBlock).check(z.minLength(1)),
  head: signedHead,
})
export type LedgerProof = z.infer<typeof ledgerProof>

/** In the order in which one rests on the other. */
export const proofParts = ['journal', 'place', 'chain', 'head', 'signature'] as const
export type ProofPart = (typeof proofParts)[number]

/** `height` names the block at which the chain breaks. */
export type CheckedPart = { part: ProofPart; holds: boolean; height?: number }

/** Looks at each part by itself, so that of an altered file the altered part is named. */
export function checkProof(proof: LedgerProof): CheckedPart[] {
  const { journal, leaf, head, blocks } = proof
  const top = blocks.at(-1)!
  const broken = firstBrokenBlock(blocks)
  return [
    { part: 'journal', holds: bytesToHex(leafHash(journal)) === leaf },
    { part: 'place', holds: isInItsBlock(proof) },
    { part: 'chain', holds: broken === null, ...(broken !== null && { height: broken }) },
    {
      part: 'head',
      holds: top.height === head.height && top.hash === head.hash && top.lastSeq === head.lastSeq,
    },
    { part: 'signature', holds: isSigned(head) },
  ]
}

function isInItsBlock({ leaf, seq, path, blocks }: LedgerProof): boolean {
  const { firstSeq, lastSeq, root } = blocks[0]!
  const place = { index: seq - firstSeq, size: lastSeq - firstSeq + 1, path: path.map(hexToBytes) }
  const reached = rootFromPath(hexToBytes(leaf), place)
  return reached !== null && bytesToHex(reached) === root
}

function firstBrokenBlock(blocks: readonly ChainBlock[]): number | null {
  const broken = blocks.find((block, at) => {
    const before = blocks[at - 1]
    const follows =
      !before ||
      (block.height === before.height + 1 &&
        block.firstSeq === before.lastSeq + 1 &&
        block.previousHash === before.hash)
    return !follows || blockHash(block) !== block.hash
  })
  return broken?.height ?? null
}
