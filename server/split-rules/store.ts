import type { RuleProposal } from '#prisma/generated/client.ts'
import type { Db, Tx } from '#server/platform/db.ts'
import { isUniqueViolation } from '#server/platform/unique.ts'
import { asDay } from '#shared/calendar.ts'
import { rehearsal, type Rehearsal } from '#shared/rehearsal.ts'
import { splitRule, type SplitRule } from '#shared/split.ts'
import type { Person, Proposal, ProposalState, RuleOwner } from './types.ts'

const PAST_SHOWN = 50
const open: ProposalState[] = ['draft', 'proposed']

const columnsOf = (owner: RuleOwner) =>
  'allianceId' in owner
    ? { cooperativeId: null, allianceId: owner.allianceId }
    : { cooperativeId: owner.cooperativeId, allianceId: null }

/** The database sees that it is one of the two. */
const ownerOf = ({ cooperativeId, allianceId }: RuleProposal): RuleOwner =>
  allianceId === null ? { cooperativeId: cooperativeId! } : { allianceId }

function asProposal(row: RuleProposal): Proposal {
  return {
    ...{ proposalId: row.id, ruleCode: row.ruleCode, owner: ownerOf(row) },
    ...{ productId: row.productId, rule: splitRule.parse(row.body), baseVersionId: row.baseVersionId },
    effectiveOn: row.effectiveOn && asDay(row.effectiveOn),
    reason: row.reason,
    state: row.state as ProposalState,
    author: { userId: row.authorId, name: row.authorName },
    draftedAt: row.draftedAt.toISOString(),
    proposedAt: row.proposedAt?.toISOString() ?? null,
    report: row.report === null ? null : rehearsal.parse(row.report),
    deciderName: row.deciderName,
    decidedAt: row.decidedAt?.toISOString() ?? null,
  }
}

type Of = RuleOwner & { proposalId: string }
const byId = (of: Of) => ({ id: of.proposalId, ...columnsOf(of) })

export async function findProposal(db: Db | Tx, of: Of): Promise<Proposal | null> {
  const row = await db.ruleProposal.findFirst({ where: byId(of) })
  return row && asProposal(row)
}

/** Those that are open, and the newest of those that are not. */
export async function findProposals(db: Db, owner: RuleOwner) {
  const its = columnsOf(owner)
  const [waiting, past] = await Promise.all([
    db.ruleProposal.findMany({ where: { ...its, state: { in: open } } }),
    db.ruleProposal.findMany({
      where: { ...its, state: { notIn: open } },
      orderBy: [{ decidedAt: 'desc' }, { id: 'desc' }],
      take: PAST_SHOWN,
    }),
  ])
  return { open: waiting.map(asProposal), past: past.map(asProposal) }
}

/** Who drafted and who approved what came into force. */
export async function namesOfVersions(db: Db, versionIds: readonly string[]) {
  const rows = await db.ruleProposal.findMany({
    where: { versionId: { in: [...versionIds] } },
    select: { versionId: true, authorName: true, deciderName: true },
  })
  return new Map(rows.map((row) => [row.versionId, row]))
}

type NewDraft = Pick<Proposal, 'ruleCode' | 'owner' | 'productId' | 'rule' | 'baseVersionId'> & {
  id: string
  author: Person
  at: Date
}

/** @returns false when one of the same rule is open */
export async function insertDraft(db: Db, { rule, author, at, owner, ...draft }: NewDraft): Promise<boolean> {
  try {
    const by = { authorId: author.userId, authorName: author.name, draftedAt: at }
    await db.ruleProposal.create({
      data: { ...draft, ...columnsOf(owner), ...by, body: rule, state: 'draft' },
    })
    return true
  } catch (error) {
    if (isUniqueViolation(error)) return false
    throw error
  }
}

// Each step is one statement that takes it only from where it begins, and says whether it was taken.

const taken = ({ count }: { count: number }) => count === 1

export async function changeDraft(db: Db, of: Of, { rule, by }: { rule: SplitRule; by: Person }) {
  return taken(
    await db.ruleProposal.updateMany({
      where: { ...byId(of), state: 'draft', authorId: by.userId },
      data: { body: rule },
    }),
  )
}

type Proposing = {
  rule: SplitRule
  by: Person
  reason: string
  effectiveOn: string | null
  report: Rehearsal
  at: Date
}

/** @param rule what was rehearsed: a draft that was changed meanwhile is not proposed by it */
export async function proposeDraft(db: Db, of: Of, step: Proposing) {
  const { rule, by, reason, effectiveOn, report, at } = step
  return taken(
    await db.ruleProposal.updateMany({
      where: { ...byId(of), state: 'draft', authorId: by.userId, body: { equals: rule } },
      data: {
        ...{ state: 'proposed', proposedAt: at, reason, report },
        effectiveOn: effectiveOn === null ? null : new Date(effectiveOn),
      },
    }),
  )
}

type Deciding = { state: 'approved' | 'refused'; by: Person; versionId: string | null; at: Date }

export async function decideProposal(tx: Tx, of: Of, { state, by, versionId, at }: Deciding) {
  return taken(
    await tx.ruleProposal.updateMany({
      where: { ...byId(of), state: 'proposed', authorId: { not: by.userId } },
      data: { state, versionId, deciderId: by.userId, deciderName: by.name, decidedAt: at },
    }),
  )
}

export async function withdrawProposal(db: Db, of: Of, { by, at }: { by: Person; at: Date }) {
  return taken(
    await db.ruleProposal.updateMany({
      where: { ...byId(of), state: { in: open }, authorId: by.userId },
      data: { state: 'withdrawn', decidedAt: at },
    }),
  )
}

/** Two who decide are asked one after the other: the version is written before the step that names it. */
export async function lockProposal(tx: Tx, of: Of): Promise<Proposal | null> {
  await tx.$queryRaw`select from split_rule_proposal where id = ${of.proposalId} for update`
  return findProposal(tx, of)
}
