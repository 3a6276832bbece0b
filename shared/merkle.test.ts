import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { auditPath, merkleRoot, rootFromPath } from './merkle.ts'

const leafOf = (data: Uint8Array) => sha256(concatBytes(Uint8Array.of(0), data))
const leaves = (n: number) => Array.from({ length: n }, (_, at) => leafOf(Uint8Array.of(at)))
const hex = (bytes: Uint8Array | null) => bytes && bytesToHex(bytes)

/** The tree as RFC 6962 2.1 is written, and its path as 2.1.1 is: by splitting at the largest power of two below n. */
const half = (n: number) => 2 ** (Math.ceil(Math.log2(n)) - 1)
function rootAsWritten(of: readonly Uint8Array[]): Uint8Array {
  if (of.length === 1) return of[0]!
  const k = half(of.length)
  const node = [Uint8Array.of(1), rootAsWritten(of.slice(0, k)), rootAsWritten(of.slice(k))] as const
  return sha256(concatBytes(...node))
}
function pathAsWritten(index: number, of: readonly Uint8Array[]): Uint8Array[] {
  if (of.length === 1) return []
  const k = half(of.length)
  return index < k
    ? [...pathAsWritten(index, of.slice(0, k)), rootAsWritten(of.slice(k))]
    : [...pathAsWritten(index - k, of.slice(k)), rootAsWritten(of.slice(0, k))]
}

describe('the hash tree', () => {
  it('has the root of the test vectors of certificate transparency', () => {
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657']
    const eight = [...inputs, '606162636465666768696a6b6c6d6e6f'].map((input) => leafOf(hexToBytes(input)))

    expect(bytesToHex(merkleRoot(eight))).toBe(
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    )
    expect(bytesToHex(merkleRoot([]))).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    )
  })

  it('is that of RFC 6962, with its paths, and every leaf reaches the root from its own place alone', () => {
    for (let size = 1; size <= 33; size++) {
      const all = leaves(size)
      const root = merkleRoot(all)
      expect(hex(root)).toBe(hex(rootAsWritten(all)))
      for (let index = 0; index < size; index++) {
        const path = auditPath(all, index)
        expect(path.map(bytesToHex)).toEqual(pathAsWritten(index, all).map(bytesToHex))
        expect(hex(rootFromPath(all[index]!, { index, size, path }))).toBe(hex(root))
        if (size > 1) {
          const other = all[(index + 1) % size]!
          expect(hex(rootFromPath(other, { index, size, path }))).not.toBe(hex(root))
        }
      }
    }
  })

  // Trees of several sizes may share a path; the block's hash is what fixes the size.
  it('takes no other index for a leaf, and no other size for its tree where the path would be longer', () => {
    const place = fc.integer({ min: 2, max: 200 }).chain((size) =>
      fc.record({
        size: fc.constant(size),
        index: fc.nat(size - 1),
        wrongIndex: fc.integer({ min: -1, max: size + 1 }),
        wrongSize: fc.integer({ min: 0, max: 400 }),
      }),
    )
    fc.assert(
      fc.property(place, ({ size, index, wrongIndex, wrongSize }) => {
        const all = leaves(size)
        const [leaf, path, root] = [all[index]!, auditPath(all, index), hex(merkleRoot(all))]
        if (wrongIndex !== index)
          expect(hex(rootFromPath(leaf, { index: wrongIndex, size, path }))).not.toBe(root)
        const turns = (inSize: number) =>
          index < inSize ? String(pathAsWritten(index, leaves(inSize)).length) : 'none'
        if (turns(wrongSize) !== turns(size))
          expect(hex(rootFromPath(leaf, { index, size: wrongSize, path }))).not.toBe(root)
      }),
    )
  })

  it('takes no path that is longer or shorter than its place needs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 100 }), fc.nat(99), (size, at) => {
        const index = at % size
        const all = leaves(size)
        const path = auditPath(all, index)
        const root = hex(merkleRoot(all))
        for (const wrong of [path.slice(1), path.slice(0, -1), [...path, all[0]!]])
          expect(hex(rootFromPath(all[index]!, { index, size, path: wrong }))).not.toBe(root)
      }),
    )
  })
})
