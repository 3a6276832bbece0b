import { createHash } from 'node:crypto'
import type { RuleVersion as RuleVersionRow } from '#prisma/generated/client.ts'
import { fen, type Fen } from '#shared/money.ts'
import { splitRule, type Beneficiary } from '#shared/split.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { AllocationRow, ApprovedRule, RuleDraft, RuleSpan, RuleVersion } from './types.ts'

function ruleVersionOf(row: RuleVersionRow): RuleVersion {
  return {
    id: row.id,
    ruleCode: row.ruleCode,
    version: row.version,
    validFrom: row.validFrom.toISOString(),
    rule: splitRule.parse(row.body),
  }
}

/** @param ruleCodes whose rule comes first */
export async function findActiveRule(
  db: Db,
  ruleCodes: readonly string[],
  at: Date,
): Promise<RuleVersion | null> {
  const rows = await db.ruleVersion.findMany({
    where: {
      ruleCode: { in: [...ruleCodes] },
      status: { in: ['active', 'retired'] },
      validFrom: { lte: at },
      OR: [{ validTo: null }, { validTo: { gt: at } }],
    },
  })
  const inForce = ruleCodes.flatMap((code) => rows.find(({ ruleCode }) => ruleCode === code) ?? [])
  return inForce[0] ? ruleVersionOf(inForce[0]) : null
}

export async function findRuleVersions(db: Db, ruleCodes: readonly string[]): Promise<RuleSpan[]> {
  const rows = await db.ruleVersion.findMany({
    where: { ruleCode: { in: [...ruleCodes] }, status: { in: ['active', 'retired'] } },
    orderBy: [{ validFrom: 'desc' }],
  })
  return rows.map((row) => ({ ...ruleVersionOf(row), validTo: row.validTo?.toISOString() ?? null }))
}

export async function findRuleVersion(db: Db, id: string): Promise<RuleVersion | null> {
  const row = await db.ruleVersion.findFirst({ where: { id } })
  return row && ruleVersionOf(row)
}

/** The version before ends where this one begins, in one transaction: there is never an instant without a rule. */
export async function insertActiveRule(
  tx: Tx,
  id: string,
  draft: RuleDraft & { approvedAt?: Date },
): Promise<RuleVersion> {
  const { ruleCode, validFrom } = draft
  // Read before it is written: a rule that pays someone twice or gives out more than the whole must not be in force.
  const rule = splitRule.parse(draft.rule)
  await tx.ruleVersion.updateMany({
    where: { ruleCode, status: 'active', validTo: null },
    data: { validTo: validFrom, status: 'retired' },
  })
  const bodyHash = new Uint8Array(createHash('sha256').update(JSON.stringify(rule)).digest())
  const { version, author, approver, approvedAt = null } = draft
  const row = { id, ruleCode, version, validFrom, body: rule, bodyHash, author, approver, approvedAt }
  return ruleVersionOf(await tx.ruleVersion.create({ data: { ...row, status: 'active' } }))
}

/** @returns null when the newest version begins as late or later: what was approved is not pushed aside */
export async function insertNextRule(tx: Tx, id: string, rule: ApprovedRule): Promise<RuleVersion | null> {
  const newest = await tx.ruleVersion.findFirst({
    where: { ruleCode: rule.ruleCode },
    orderBy: { version: 'desc' },
  })
  if (newest && newest.validFrom >= rule.validFrom) return null
  return insertActiveRule(tx, id, { ...rule, version: (newest?.version ?? 0) + 1 })
}

export async function insertAllocations(tx: Tx, rows: readonly AllocationRow[]): Promise<void> {
  await tx.allocation.createMany({
    data: rows.map((row) => ({
      ...row,
      amountFen: BigInt(row.amountFen),
      refundedFen: BigInt(row.refundedFen),
    })),
  })
}

export async function findAllocations(
  db: Db | Tx,
  orderLineIds: readonly string[],
): Promise<AllocationRow[]> {
  const rows = await db.allocation.findMany({
    where: { orderLineId: { in: [...orderLineIds] } },
    orderBy: { party: 'asc' },
  })
  return rows.map((row) => ({
    ...row,
    partyKind: row.partyKind as Beneficiary,
    amountFen: fen(row.amountFen),
    refundedFen: fen(row.refundedFen),
  }))
}

export async function sumAllocations(
  db: Db,
  orderLineIds: readonly string[],
  partyKind: Beneficiary,
): Promise<Fen> {
  const { _sum } = await db.allocation.aggregate({
    where: { orderLineId: { in: [...orderLineIds] }, partyKind },
    _sum: { amountFen: true, refundedFen: true },
  })
  return fen((_sum.amountFen ?? 0n) - (_sum.refundedFen ?? 0n))
}
