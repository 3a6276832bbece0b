import { createHash } from 'node:crypto'
import type { RuleVersion as RuleVersionRow } from '#prisma/generated/client.ts'
import { fen, type Fen } from '#shared/money.ts'
import { splitRule, type Beneficiary } from '#shared/split.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { Ids } from '../platform/ids.ts'
import type { AllocationRow, RuleDraft, RuleVersion } from './types.ts'

function ruleVersionOf(row: RuleVersionRow): RuleVersion {
  return {
    id: row.id,
    ruleCode: row.ruleCode,
    version: row.version,
    validFrom: row.validFrom.toISOString(),
    rule: splitRule.parse(row.body),
  }
}

export async function findActiveRule(db: Db, ruleCode: string, at: Date): Promise<RuleVersion | null> {
  const row = await db.ruleVersion.findFirst({
    where: {
      ruleCode,
      status: { in: ['active', 'retired'] },
      validFrom: { lte: at },
      OR: [{ validTo: null }, { validTo: { gt: at } }],
    },
  })
  return row && ruleVersionOf(row)
}

export async function findRuleVersion(db: Db, id: string): Promise<RuleVersion | null> {
  const row = await db.ruleVersion.findFirst({ where: { id } })
  return row && ruleVersionOf(row)
}

/** The version before ends where this one begins, in one transaction: there is never an instant without a rule. */
export function insertActiveRule(db: Db, ids: Ids, draft: RuleDraft): Promise<RuleVersion> {
  const { ruleCode, version, validFrom, author, approver } = draft
  // Read before it is written: a rule that pays someone twice or gives out more than the whole must not be in force.
  const rule = splitRule.parse(draft.rule)
  return db.$transaction(async (tx) => {
    await tx.ruleVersion.updateMany({
      where: { ruleCode, status: 'active', validTo: null },
      data: { validTo: validFrom, status: 'retired' },
    })
    const bodyHash = new Uint8Array(createHash('sha256').update(JSON.stringify(rule)).digest())
    return ruleVersionOf(
      await tx.ruleVersion.create({
        data: {
          id: ids.uuid(),
          ruleCode,
          version,
          validFrom,
          body: rule,
          bodyHash,
          status: 'active',
          author,
          approver,
        },
      }),
    )
  })
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
  const rows = await db.allocation.findMany({ where: { orderLineId: { in: [...orderLineIds] } } })
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
