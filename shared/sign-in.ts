import { z } from 'zod'
import { phoneNumber } from './checkout.ts'

// The contract of signing in with a phone code.

export const CODE_LENGTH = 6

/** A path of ours to go on to, as an address has it; what could lead to another site, or is no address, is dropped. */
export const nextPath = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[!-[\]-~]*$/)
  .nullable()
  .catch(null)

export const codeRequest = z.object({ phone: phoneNumber, next: nextPath })
export type CodeRequest = z.infer<typeof codeRequest>

/** A code that was texted. Spaces inside are forgiven: phones paste them. */
export const textedCode = z
  .string()
  .transform((text) => text.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'code'))

export const signInRequest = z.object({ phone: phoneNumber, code: textedCode, next: nextPath })
export type SignInRequest = z.infer<typeof signInRequest>

/** one login session, or `others`: all but the one that asks */
export const revokeRequest = z.object({ loginSession: z.string().min(1).max(64) })
export const OTHER_LOGIN_SESSIONS = 'others'
