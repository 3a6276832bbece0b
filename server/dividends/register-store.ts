import type { BankAccount, Member } from '#prisma/generated/client.ts'
import { asDate } from '#shared/calendar.ts'
import { fen } from '#shared/money.ts'
import type { Db } from '../platform/db.ts'
import type { BankAccountView, MemberDraft, MemberRow } from './types.ts'

/** A calendar day that PostgreSQL kept. */
export const dayOf = (at: Date) => at.toISOString().slice(0, 10)

function memberOf(row: Member): MemberRow {
  return {
    id: row.id,
    organisationId: row.organisationId,
    partyId: row.partyId,
    userId: row.userId,
    name: { zh: row.nameZh, en: row.nameEn },
    contributionFen: fen(row.contributionFen),
    reserveFen: fen(row.reserveFen),
    grantFen: fen(row.grantFen),
    incomeShares: row.incomeShares,
    votes: row.votes,
    joinedOn: dayOf(row.joinedOn),
    leftOn: row.leftOn && dayOf(row.leftOn),
  }
}

export async function insertMember(db: Db, { name, joinedOn, ...member }: MemberDraft): Promise<void> {
  await db.member.create({
    data: { ...member, nameZh: name.zh, nameEn: name.en, joinedOn: asDate(joinedOn) },
  })
}

export async function findMembers(db: Db, organisationId: string): Promise<MemberRow[]> {
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
