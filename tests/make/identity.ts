import type { Db } from '#server/platform/db.ts'
import type { Role } from '#shared/roles.ts'

export type PersonWithRole = {
  key: string
  name: string
  phone: string
  role: Role
  organisationId?: string
  villageId?: string
}

/** Somebody who can sign in by phone code, and nothing more. */
export async function aUser(db: Db, { id, phone }: { id: string; phone: string }): Promise<void> {
  const verified = { phoneNumber: phone, phoneNumberVerified: true, email: `${phone}@phone.invalid` }
  await db.user.create({ data: { id, name: id, ...verified } })
}

/** Somebody who can sign in by phone code and act in one role. */
export async function aPersonWithRole(db: Db, person: PersonWithRole): Promise<{ userId: string }> {
  const { key, name, phone, role, organisationId = null, villageId = null } = person
  const userId = `user_${key}`
  await db.user.create({
    data: {
      id: userId,
      name,
      phoneNumber: phone,
      phoneNumberVerified: true,
      email: `${phone}@phone.invalid`,
      memberships: { create: { id: `membership_${key}`, role, organisationId, villageId } },
    },
  })
  return { userId }
}
