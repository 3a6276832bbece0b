import type { Grant, GrantSpending } from '#prisma/generated/client.ts'
import { fen, sumFen } from '#shared/money.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { By, Evidence } from './answer.ts'
import type { GrantDraft, GrantSpendingView, GrantView, SpendingDraft } from './types.ts'

const bytes = ({ name, sha256 }: Evidence) => ({ evidenceName: name, evidenceSha256: new Uint8Array(sha256) })

export async function insertGrant(
  db: Db,
  { evidence, ...grant }: GrantDraft & { id: string; account: string; createdAt: Date; createdBy: string },
): Promise<void> {
  await db.grant.create({ data: { ...grant, ...bytes(evidence) } })
}

export async function findGrant(db: Db | Tx, grantId: string): Promise<Grant | null> {
  return db.grant.findFirst({ where: { id: grantId } })
}

export async function addReceived(tx: Tx, grantId: string, amountFen: number): Promise<void> {
  await tx.grant.update({ where: { id: grantId }, data: { receivedFen: { increment: amountFen } } })
}

export async function insertSpending(
  db: Db,
  { evidence, ...spending }: SpendingDraft & { id: string; by: By; madeAt: Date },
): Promise<void> {
  const { by, ...rest } = spending
  await db.grantSpending.create({
    data: { ...rest, ...bytes(evidence), state: 'requested', makerId: by.userId, makerName: by.name },
  })
}

export async function findSpending(
  db: Db | Tx,
  at: { grantId: string; spendingId: string },
): Promise<GrantSpending | null> {
  return db.grantSpending.findFirst({ where: { id: at.spendingId, grantId: at.grantId } })
}

type Decision = { state: 'approved' | 'refused'; by: By; at: Date; journalId: string | null }

/** requested → approved or refused. @returns false when it was decided before */
export async function decide(tx: Tx, spendingId: string, decision: Decision): Promise<boolean> {
  const { state, by, at, journalId } = decision
  const decided = await tx.$executeRaw`
    update dividend_grant_spending set state = ${state}, checker_id = ${by.userId}, checker_name = ${by.name},
      checked_at = ${at}, journal_id = ${journalId}::uuid
     where id = ${spendingId} and state = 'requested'`
  return decided === 1
}

function spendingView(row: GrantSpending): GrantSpendingView {
  return {
    spendingId: row.id,
    purpose: row.purpose,
    kind: row.kind as GrantSpendingView['kind'],
    amountFen: fen(row.amountFen),
    evidenceName: row.evidenceName,
    state: row.state as GrantSpendingView['state'],
    makerId: row.makerId,
    makerName: row.makerName,
    checkerName: row.checkerName,
    journalId: row.journalId,
  }
}

export async function findGrants(db: Db, organisationId: string): Promise<GrantView[]> {
  const rows = await db.grant.findMany({
    where: { organisationId },
    include: { spendings: { orderBy: { madeAt: 'desc' } } },
    orderBy: { createdAt: 'desc' },
  })
  return rows.map((row) => {
    const spendings = row.spendings.map(spendingView)
    const sum = (state: GrantSpendingView['state']) =>
      sumFen(spendings.filter((one) => one.state === state).map(({ amountFen }) => amountFen))
    return {
      grantId: row.id,
      account: row.account,
      purpose: row.purpose,
      funder: row.funder,
      budgetFen: fen(row.budgetFen),
      receivedFen: fen(row.receivedFen),
      spentFen: sum('approved'),
      requestedFen: sum('requested'),
      balanceFen: fen(fen(row.receivedFen) - sum('approved')),
      spendings,
    }
  })
}
