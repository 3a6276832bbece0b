import { z } from 'zod'

/** What a signed-in person may act as. A consumer needs no role: a visitor cookie is enough to buy. */
export const role = z.enum([
  'secretary',
  'cooperative',
  'collective',
  'operator',
  'member',
  'auditor',
  'sale_assistant',
  'chat_assistant',
])
export type Role = z.infer<typeof role>

/** Someone acting, as the doors see them. */
export type Actor = {
  userId: string
  name: string
  phone: string | null
  memberships: readonly Membership[]
}
export type Membership = {
  role: Role
  /** registry organisation that the role is for: its staff (cooperative, collective), one of its members or its auditor */
  organisationId: string | null
  /** registry village that a secretary's role is for */
  villageId: string | null
  /** live session that an assistant's role is for */
  liveSessionId: string | null
}
