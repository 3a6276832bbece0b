import type { BankAccount, Member } from '#prisma/generated/client.ts'
import { asDate, asDay } from '#shared/calendar.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { MemberDraft, MemberRow } from './members/types.ts'
import type { BankAccountView } from './types.ts'

function memberOf(row: Member): MemberRow {
  return {
    id: row.id,
    organisationId: row.organisationId,
    partyId: row.partyId,
    userId: row.userId,
    name: { zh: row.nameZh, en: row.nameEn },
    votes: row.votes,
    joinedOn: asDay(row.joinedOn),
    leftOn: row.leftOn && asDay(row.leftOn),
  }
}

export async function insertMember(tx: Tx, { name, joinedOn, ...member }: MemberDraft): Promise<void> {
  await tx.member.create({
    data: { ...member, nameZh: name.zh, nameEn: name.en, joinedOn: asDate(joinedOn) },
  })
}

/** @returns false when his membership has an end already */
export async function setLeft(tx: Tx, memberId: string, leftOn: string): Promise<boolean> {
  const { count } = await tx.member.updateMany({
    where: { id: memberId, leftOn: null },
    data: { leftOn: asDate(leftOn) },
  })
  return count === 1
}

export async function findMember(
  db: Db,
  at: { organisationId: string; memberId: string },
): Promise<MemberRow | null> {
  const row = await db.member.findFirst({ where: { id: at.memberId, organisationId: at.organisationId } })
  return row && memberOf(row)
}

export async function findMembers(db: Db | Tx, organisationId: string): Promise<MemberRow[]> {
  const rows = await db.member.findMany({ where: { organisationId }, orderBy: { id: 'asc' } })
  return rows.map(memberOf)
}

/** Who is a member on that day (登记日). */
export const isMemberOn = ({ joinedOn, leftOn }: MemberRow, day: string) =>
  joinedOn <= day && (leftOn === null || leftOn > day)

export async function findMemberOfUser(
  db: Db,
  organisationId: string,
  userId: string,
): Promise<MemberRow | null> {
  const row = await db.member.findFirst({ where: { organisationId, userId } })
  return row && memberOf(row)
}

export async function insertBankAccount(
  db: Db,
  account: BankAccountView & { organisationId: string },
): Promise<void> {
  const { accountId, ...rest } = account
  // The trigger writes which law: the organisation's own.
  await db.bankAccount.create({ data: { id: accountId, regime: '', ...rest } })
}

export async function findBankAccounts(db: Db, organisationId: string): Promise<BankAccountView[]> {
  const rows = await db.bankAccount.findMany({ where: { organisationId }, orderBy: { id: 'asc' } })
  return rows.map((row: BankAccount) => ({
    accountId: row.id,
    holderKind: row.holderKind as BankAccountView['holderKind'],
    holderName: row.holderName,
    lastFour: row.lastFour,
  }))
}
