import { headDigest, isSigned, NO_HEAD_BEFORE, type SignedHead } from '#shared/ledger-head.ts'
import type { HeadFinding, HeadPlace, HeadProblem } from './proof-types.ts'

/** The chain as it is now, and whose signatures we believe. */
export type Beside = {
  chainHeight: number
  /** of the blocks at the heads' heights */
  blockHashes: ReadonlyMap<number, string>
  trustedKeys: readonly string[]
}

/** One list of heads, oldest first, laid beside the chain. */
export function auditHeads(heads: readonly SignedHead[], place: HeadPlace, beside: Beside): HeadFinding[] {
  return heads.flatMap((head, at) => {
    const problems = [...orderProblems(head, heads[at - 1]), ...chainProblems(head, beside)]
    return problems.map((problem) => finding(problem, head, place))
  })
}

/**
 * Another list of them beside the table's: each must say the same. What the table does not have is laid beside the
 * chain as well, because it may be the only witness.
 * @param complete the other list must have every head, as our own file must; a copy may be some days old
 */
export function compareHeads(
  table: readonly SignedHead[],
  other: { heads: readonly SignedHead[]; place: HeadPlace; complete: boolean },
  beside: Beside,
): HeadFinding[] {
  const { heads, place, complete } = other
  const known = new Map(table.map((head) => [head.when, head]))
  const days = new Set(heads.map(({ when }) => when))
  const newest = complete ? '9999-12-31' : (heads.at(-1)?.when ?? '')

  const lost = table.filter(({ when }) => !days.has(when) && when <= newest)
  const strange = heads.filter((head) => !isSame(head, known.get(head.when)))
  return [
    ...lost.map((head) => finding('head_lost', head, place)),
    ...strange.flatMap((head) => [
      finding(known.has(head.when) ? 'head_differs' : 'head_removed', head, place),
      ...chainProblems(head, beside).map((problem) => finding(problem, head, place)),
    ]),
  ]
}

function isSame(one: SignedHead, other: SignedHead | undefined): boolean {
  return other !== undefined && headDigest(one) === headDigest(other) && one.signature === other.signature
}

function orderProblems(head: SignedHead, before: SignedHead | undefined): HeadProblem[] {
  const previous = before ? headDigest(before) : NO_HEAD_BEFORE
  const goesOn = !before || (head.when > before.when && head.height >= before.height)
  return goesOn && head.previous === previous ? [] : ['head_order']
}

function chainProblems(head: SignedHead, beside: Beside): HeadProblem[] {
  if (!beside.trustedKeys.includes(head.publicKey) || !isSigned(head)) return ['head_forged']
  if (head.height > beside.chainHeight) return ['chain_cut']
  return beside.blockHashes.get(head.height) === head.hash ? [] : ['chain_rewritten']
}

function finding(problem: HeadProblem, { when, height }: SignedHead, place: HeadPlace): HeadFinding {
  return { problem, day: when, height, place }
}
