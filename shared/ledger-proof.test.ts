import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { ed25519 } from '@noble/curves/ed25519.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { blockHash, headText, NO_HEAD_BEFORE, type ChainBlock, type Head } from './ledger-head.ts'
import { checkProof, ledgerProof, type LedgerProof, type ProofPart } from './ledger-proof.ts'
import { auditPath, merkleRoot } from './merkle.ts'
import { leafHash, type SealedJournal } from './sealed-journal.ts'

const seed = hexToBytes('11'.repeat(32))
const id = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`

const journal = (number: number, change: Partial<SealedJournal> = {}): SealedJournal => ({
  id: id(number),
  key: `sale:ch_${number}`,
  bodyHash: 'ab'.repeat(32),
  kind: 'sale',
  effectiveOn: '2026-11-26',
  recordedAt: '2026-11-26T10:00:00.123456Z',
  source: { type: 'order', id: `ord_${number}` },
  reverses: null,
  ruleVersionId: id(99),
  actor: 'checkout',
  memo: '订单 1 收款与分账',
  metaHash: 'cd'.repeat(32),
  lines: [
    { book: 'platform', account: '109.stripe', type: 'asset', party: null, currency: 'CNY', amount: 4_000 },
    {
      book: 'platform',
      account: '211.x.pending',
      type: 'liability',
      party: id(7),
      currency: 'CNY',
      amount: -4_000,
    },
  ],
  ...change,
})

/** Two blocks of five journals and of one, and a proof for the third of the first. */
function aProof(): LedgerProof {
  const leaves = [1, 2, 3, 4, 5].map((number) => leafHash(journal(number)))
  const first = { height: 7, previousHash: '00'.repeat(32), firstSeq: 31, lastSeq: 35 }
  const low = sealed({ ...first, root: bytesToHex(merkleRoot(leaves)) })
  const next = { height: 8, previousHash: low.hash, firstSeq: 36, lastSeq: 36 }
  const high = sealed({ ...next, root: bytesToHex(leafHash(journal(6))) })
  const head: Head = {
    format: 'shanhuo-ledger-head-v1',
    when: '2026-11-26',
    height: 8,
    hash: high.hash,
    lastSeq: 36,
    previous: NO_HEAD_BEFORE,
  }
  return {
    format: 'shanhuo-ledger-proof-v1',
    shop: 'https://shop.example',
    journal: journal(3),
    leaf: bytesToHex(leaves[2]!),
    seq: 33,
    path: auditPath(leaves, 2).map(bytesToHex),
    blocks: [low, high],
    head: {
      ...head,
      signature: bytesToHex(ed25519.sign(utf8ToBytes(headText(head)), seed)),
      publicKey: bytesToHex(ed25519.getPublicKey(seed)),
    },
  }
}
const sealed = (block: Omit<ChainBlock, 'hash'>): ChainBlock => ({ ...block, hash: blockHash(block) })
const wrongOf = (proof: LedgerProof) =>
  checkProof(proof)
    .filter(({ holds }) => !holds)
    .map(({ part }) => part)

describe('a proof', () => {
  it('holds, also after a journey as JSON', () => {
    const read = ledgerProof.parse(JSON.parse(JSON.stringify(aProof())))

    expect(checkProof(read).every(({ holds }) => holds)).toBe(true)
    expect(checkProof(read)).toHaveLength(5)
  })

  it.each<[what: string, change: (proof: LedgerProof) => void, wrong: ProofPart[]]>([
    ['an amount', (proof) => (proof.journal.lines[0]!.amount += 1), ['journal']],
    [
      'amounts in a balanced way',
      ({ journal: { lines } }) => lines.forEach((line) => (line.amount *= 2)),
      ['journal'],
    ],
    ['the lines’ order', ({ journal: { lines } }) => lines.reverse(), ['journal']],
    ['the memo', (proof) => (proof.journal.memo = 'x'), ['journal']],
    ['the day', (proof) => (proof.journal.effectiveOn = '2026-11-25'), ['journal']],
    ['the party', (proof) => (proof.journal.lines[1]!.party = null), ['journal']],
    ['the notes', (proof) => (proof.journal.metaHash = '00'.repeat(32)), ['journal']],
    [
      'another journal with its own leaf',
      (proof) => Object.assign(proof, { journal: journal(4), leaf: bytesToHex(leafHash(journal(4))) }),
      ['place'],
    ],
    ['the number', (proof) => (proof.seq += 1), ['place']],
    ['a number outside the block', (proof) => (proof.seq = 36), ['place']],
    ['the block’s size', ({ blocks }) => (blocks[0]!.lastSeq = 34), ['place', 'chain']],
    ['the root', ({ blocks }) => (blocks[0]!.root = '00'.repeat(32)), ['place', 'chain']],
    ['the chain', ({ blocks }) => blocks.splice(0, 1, sealed({ ...blocks[0]!, height: 6 })), ['chain']],
    ['the head’s block', ({ blocks }) => blocks.pop(), ['head']],
    ['the head', (proof) => (proof.head.lastSeq = 35), ['head', 'signature']],
    ['the day of the head', (proof) => (proof.head.when = '2026-11-25'), ['signature']],
    ['the signature', (proof) => (proof.head.signature = '00'.repeat(64)), ['signature']],
    ['the key', (proof) => (proof.head.publicKey = '00'.repeat(32)), ['signature']],
  ])('names the part when someone changes %s', (_what, change, wrong) => {
    const proof = aProof()
    change(proof)

    expect(wrongOf(proof)).toEqual(wrong)
  })

  it('names the block at which the chain breaks', () => {
    const proof = aProof()
    proof.blocks[1]!.previousHash = '00'.repeat(32)

    expect(checkProof(proof)).toContainEqual({ part: 'chain', holds: false, height: 8 })
  })
})

describe('a leaf', () => {
  const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 6 }), { minLength: 7, maxLength: 7 })

  it('is another when letters move from one text to the next', () => {
    const spelled = (all: readonly string[]) => {
      const [key, kind, effectiveOn, type, source, actor, memo] = all as [string, ...string[]] & string[]
      const said = { key, kind, effectiveOn, source: { type, id: source }, actor, memo }
      return bytesToHex(leafHash(journal(1, said as Partial<SealedJournal>)))
    }
    fc.assert(
      fc.property(texts, fc.nat(5), (all, at) => {
        const letters = [...all[at]!]
        fc.pre(letters.length > 0)
        const moved = all.with(at, letters.slice(0, -1).join('')).with(at + 1, letters.at(-1)! + all[at + 1]!)

        expect(moved.join('')).toBe(all.join(''))
        expect(spelled(moved)).not.toBe(spelled(all))
      }),
    )
  })

  it('tells an id that is not there from any that is, and one line more from none', () => {
    const variants = [
      journal(1),
      journal(1, { reverses: id(0) }),
      journal(1, { ruleVersionId: null }),
      journal(1, { ruleVersionId: null, reverses: id(99) }),
      journal(1, { lines: [...journal(1).lines, ...journal(1).lines] }),
    ]

    expect(new Set(variants.map((one) => bytesToHex(leafHash(one)))).size).toBe(variants.length)
  })
})
