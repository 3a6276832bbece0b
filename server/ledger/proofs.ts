import { bytesToHex } from '@noble/hashes/utils.js'
import type { SignedHead } from '#shared/ledger-head.ts'
import type { LedgerProof } from '#shared/ledger-proof.ts'
import { auditPath } from '#shared/merkle.ts'
import type { Clock } from '../platform/clock.ts'
import type { Db } from '../platform/db.ts'
import type { Log } from '../platform/log.ts'
import { createAudit } from './audit.ts'
import { headFile } from './head-file.ts'
import { headKey } from './head-key.ts'
import { headStore } from './head-store.ts'
import { createHeads } from './heads.ts'
import type { Proofs } from './proof-types.ts'
import { proofStore, type ProofStore, type Sealed } from './proof-store.ts'
import type { Ledger } from './types.ts'

type ProofsDeps = {
  db: Db
  clock: Clock
  log: Log
  ledger: Pick<Ledger, 'sealBlocks' | 'verifyChain'>
  /** for who reads a proof: nothing rests on it */
  origin: string
  /** `seed` of the signing key as hex; without one it follows from `secret` */
  key: { seed: string | undefined; secret: string; formerKeys?: readonly string[] }
  headsFile: string
}

/** What lets a stranger check the books: signed heads of the chain, proofs of single journals, audits. */
export function createProofs({ db, clock, log, ledger, origin, key, headsFile }: ProofsDeps): Proofs {
  const signer = headKey(key)
  const store = headStore(db)
  const journals = proofStore(db)
  const file = headFile(headsFile)
  const heads = createHeads({ store, file, key: signer, clock, log })
  const audit = createAudit({
    ledger,
    store,
    file,
    trustedKeys: [signer.publicKey, ...(key.formerKeys ?? [])],
  })

  /** The first published head above the journal's block, or one over just that block, signed now. */
  async function headOver({ height }: Sealed): Promise<SignedHead> {
    const [published] = await store.heads({ limit: 1, covering: height })
    if (published) return withoutTime(published)
    const [block] = await journals.blocks(height, height)
    const { hash, lastSeq } = block!
    const when = clock.now().toISOString()
    return heads.signedNext({ format: 'shanhuo-ledger-interim-v1', when, height, hash, lastSeq })
  }

  return {
    publicKey: signer.publicKey,
    ...heads,
    heads: (page) => store.heads(page),
    head: async (day) => (await store.heads({ limit: 1, day }))[0] ?? null,
    async proofOf(journalId) {
      const [journal, sealed] = await Promise.all([
        journals.sealedJournal(journalId),
        journals.sealOf(journalId),
      ])
      if (!journal || !sealed) return null
      const head = await headOver(sealed)
      return { ...(await placeOf(journals, sealed, head)), shop: origin, journal, head }
    },
    audit,
    async check(span) {
      const checks = await journals.lastChecks()
      const full = checks.find((check) => check.span === 'full')
      const from = span === 'recent' && full ? full.height + 1 : 1
      const check = { span, checkedAt: clock.now().toISOString(), ...(await audit(from)) }
      await journals.recordCheck(check)
      return check
    },
    lastChecks: () => journals.lastChecks(),
  }
}

async function placeOf(
  journals: ProofStore,
  { seq, height, leaf }: Sealed,
  head: SignedHead,
): Promise<Pick<LedgerProof, 'format' | 'leaf' | 'seq' | 'path' | 'blocks'>> {
  const [leaves, blocks] = await Promise.all([journals.leaves(height), journals.blocks(height, head.height)])
  const path = auditPath(leaves, seq - blocks[0]!.firstSeq).map(bytesToHex)
  return { format: 'shanhuo-ledger-proof-v1', leaf, seq, path, blocks }
}

function withoutTime(head: SignedHead): SignedHead {
  const { format, when, height, hash, lastSeq, previous, signature, publicKey } = head
  return { format, when, height, hash, lastSeq, previous, signature, publicKey }
}
