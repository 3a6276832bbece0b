import { readHeadLines, type HeadFile, type HeadLines } from './head-file.ts'
import { auditHeads, compareHeads, type Beside } from './head-audit.ts'
import type { HeadStore } from './head-store.ts'
import { ALL_HEADS } from './heads.ts'
import type { Finding, HeadPlace, Proofs, PublishedHead } from './proof-types.ts'
import type { Ledger } from './types.ts'

/** Blocks in one statement, so that the check of a long chain is no long transaction. */
const BLOCKS_AT_ONCE = 500

type AuditDeps = {
  ledger: Pick<Ledger, 'sealBlocks' | 'verifyChain'>
  store: HeadStore
  file: HeadFile
  trustedKeys: readonly string[]
}

/** The chain from a block on, and everything that was ever published beside it. */
export function createAudit({ ledger, store, file, trustedKeys }: AuditDeps): Proofs['audit'] {
  async function chainFindings(from: number, top: number): Promise<Finding[]> {
    const findings: Finding[] = []
    for (let at = from; ; at += BLOCKS_AT_ONCE) {
      const isLast = at + BLOCKS_AT_ONCE > top
      const range = isLast ? { from: at } : { from: at, to: at + BLOCKS_AT_ONCE - 1 }
      findings.push(...(await ledger.verifyChain(range)))
      if (isLast) return findings
    }
  }

  return async (from = 1, copy) => {
    const heads = (await store.heads({ limit: ALL_HEADS })).toReversed()
    const written = await file.read()
    const copied = copy === undefined ? null : readHeadLines(copy)
    const all = [...heads, ...(written?.heads ?? []), ...(copied?.heads ?? [])]
    const chainHeight = await store.chainHeight()
    const blockHashes = await store.blockHashes([...new Set(all.map(({ height }) => height))])
    const beside = { chainHeight, blockHashes, trustedKeys }

    const chain = await chainFindings(from, chainHeight)
    return {
      height: chainHeight,
      findings: [
        ...chain,
        ...auditHeads(heads, 'table', beside),
        ...fileFindings(heads, written, beside),
        ...(copied ? linesFindings(heads, copied, { place: 'copy', beside }) : []),
      ],
    }
  }
}

function fileFindings(heads: readonly PublishedHead[], written: HeadLines | null, beside: Beside): Finding[] {
  if (written) return linesFindings(heads, written, { place: 'file', beside })
  return heads.length > 0 ? [{ problem: 'file_lost', place: 'file', line: 0 }] : []
}

function linesFindings(
  table: readonly PublishedHead[],
  { heads, unreadable }: HeadLines,
  { place, beside }: { place: HeadPlace; beside: Beside },
): Finding[] {
  const compared = compareHeads(table, { heads, place, complete: place === 'file' }, beside)
  return unreadable === null
    ? compared
    : [...compared, { problem: 'file_unreadable', place, line: unreadable }]
}
