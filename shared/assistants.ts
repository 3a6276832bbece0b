import { z } from 'zod'
import { lengthOf } from './text.ts'

// 助手: who helps a host through one live session. docs/decisions/050.

export const assistantRole = z.enum(['sale_assistant', 'chat_assistant'])
export type AssistantRole = z.infer<typeof assistantRole>

/** code points */
export const ASSISTANT_NAME_MAX = 12

/** 128 random bits, as the address that was scanned has them. */
export const invitationCode = z.string().regex(/^[0-9a-f]{32}$/)

/** Who is asked to help, and with what. */
export const invitationForm = z.object({
  name: z
    .string()
    .trim()
    .min(1)
    .refine((name) => lengthOf(name) <= ASSISTANT_NAME_MAX, 'length'),
  roles: z
    .array(assistantRole, 'roles')
    .min(1, 'roles')
    .transform((roles) => [...new Set(roles)]),
})

/** Somebody who helps in a session now. */
export type Assistant = {
  userId: string
  /** what the host calls them */
  name: string
  /** the last digits of the phone that they signed in with */
  phoneEnd: string
  roles: AssistantRole[]
  since: string
}
