import type { WriteOff as WriteOffRow } from '#prisma/generated/client.ts'
import { fen } from '#shared/money.ts'
import type { Db, Tx } from '../platform/db.ts'
import { isUniqueViolation } from '../platform/unique.ts'
import type { WriteOff } from './types.ts'

type NewWriteOff = Omit<WriteOffRow, 'state' | 'checkerId' | 'checkerName' | 'decidedAt' | 'journalId'>
type Decision = Pick<WriteOffRow, 'checkerId' | 'checkerName' | 'decidedAt' | 'journalId'> & {
  state: 'approved' | 'rejected'
}

function asWriteOff(row: WriteOffRow): WriteOff {
  return {
    writeOffId: row.id,
    householdParty: row.householdParty,
    amountFen: fen(row.amountFen),
    reason: row.reason,
    state: row.state as WriteOff['state'],
    maker: { userId: row.makerId, name: row.makerName },
    proposedAt: row.proposedAt.toISOString(),
    checkerName: row.checkerName,
    decidedAt: row.decidedAt?.toISOString() ?? null,
  }
}

/** @returns false when another one of the same household waits for its decision */
export async function insertWriteOff(db: Db, writeOff: NewWriteOff): Promise<boolean> {
  try {
    await db.writeOff.create({ data: { ...writeOff, state: 'proposed' } })
    return true
  } catch (error) {
    if (isUniqueViolation(error)) return false
    throw error
  }
}

export async function lockWriteOff(tx: Tx, id: string, cooperativeParty: string): Promise<WriteOff | null> {
  await tx.$queryRaw`select from split_write_off where id = ${id} for update`
  const row = await tx.writeOff.findFirst({ where: { id, cooperativeParty } })
  return row && asWriteOff(row)
}

export async function decideWriteOff(tx: Tx, id: string, decision: Decision): Promise<void> {
  await tx.writeOff.update({ where: { id }, data: decision })
}

export async function findWriteOffs(db: Db, cooperativeParty: string): Promise<WriteOff[]> {
  const rows = await db.writeOff.findMany({ where: { cooperativeParty }, orderBy: { proposedAt: 'desc' } })
  return rows.map(asWriteOff)
}
