import type { PersonRead as Row, Prisma } from '#prisma/generated/client.ts'
import { role } from '#shared/roles.ts'
import type { Db } from '../platform/db.ts'
import type { Page, PersonRead, PersonReadView } from './types.ts'

export async function insertReads(db: Db, reads: readonly PersonRead[], at: Date): Promise<void> {
  await db.personRead.createMany({
    data: reads.map(({ reader: { userId: readerId, name: readerName, role: readerRole }, ...read }) => ({
      ...read,
      ...{ at, readerId, readerName, readerRole },
    })),
  })
}

/** newest first */
export async function findReads(
  db: Db,
  where: Prisma.PersonReadWhereInput,
  { before, limit }: Page,
): Promise<PersonReadView[]> {
  const rows = await db.personRead.findMany({
    where: { ...where, ...(before && { id: { lt: BigInt(before) } }) },
    orderBy: { id: 'desc' },
    take: limit,
  })
  return rows.map(viewOf)
}

const viewOf = ({ id, at, readerName, readerRole, subjectParty, page }: Row): PersonReadView => ({
  ...{ readId: String(id), at: at.toISOString(), readerName, subjectParty, page },
  readerRole: role.parse(readerRole),
})
