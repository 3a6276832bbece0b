import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'

// The hash tree of a sealed block (RFC 6962, section 2.1), as ledger.merkle_root() makes it and as a stranger makes it
// again. A leaf is hashed by who knows what is in it: shared/sealed-journal.ts.

const NODE = Uint8Array.of(1)
/** Far more leaves than a block has; whole numbers stay whole in the arithmetic below. */
const MOST_LEAVES = 2 ** 31

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concatBytes(NODE, left, right))
}

/** Neighbours are paired and the odd one is promoted: the same tree as splitting at powers of two. */
function levelAbove(level: readonly Uint8Array[]): Uint8Array[] {
  return level.flatMap((left, at) => {
    if (at % 2 === 1) return []
    const right = level[at + 1]
    return [right ? nodeHash(left, right) : left]
  })
}

export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256(new Uint8Array())
  let level = [...leaves]
  while (level.length > 1) level = levelAbove(level)
  return level[0]!
}

/** What the leaf at `index` needs to reach the root: its neighbours on the way up, lowest first (RFC 6962, 2.1.1). */
export function auditPath(leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  const path: Uint8Array[] = []
  let at = index
  for (let level = [...leaves]; level.length > 1; level = levelAbove(level)) {
    const neighbour = level[at % 2 === 1 ? at - 1 : at + 1]
    if (neighbour) path.push(neighbour)
    at = Math.floor(at / 2)
  }
  return path
}

export type Place = { index: number; size: number; path: readonly Uint8Array[] }

/**
 * The root that a leaf leads to from its place in a tree of `size` leaves (RFC 9162, 2.1.3.2).
 * @returns null when there is no such place, or the path has more or fewer hashes than it needs
 */
export function rootFromPath(leaf: Uint8Array, { index, size, path }: Place): Uint8Array | null {
  if (!Number.isSafeInteger(size) || size > MOST_LEAVES) return null
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return null
  let at = index
  let last = size - 1
  let root = leaf
  for (const neighbour of path) {
    if (last === 0) return null
    if (at % 2 === 1 || at === last) {
      root = nodeHash(neighbour, root)
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)]
    } else root = nodeHash(root, neighbour)
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 ? root : null
}
