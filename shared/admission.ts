import { z } from 'zod'
import { asDay } from './calendar.ts'
import type { Bilingual } from './locale.ts'
import { reason, words } from './reason.ts'

// 开播资格: what must be known of a host, of whoever sells and of a session before it goes on air (直播电商监督管理办法).

/** What keeps a session off the air; the words are those of admission_missing() in the database. */
export const missing = z.enum(['host', 'training', 'listed', 'operator', 'charity', 'official', 'ai_persona'])
export type Missing = z.infer<typeof missing>

const RESIDENT_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const RESIDENT_CHECKS = '10X98765432'
const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

const weigh = (values: readonly number[], weights: readonly number[]) =>
  weights.reduce((sum, weight, at) => sum + weight * (values[at] ?? 0), 0)

/** 公民身份号码 (GB 11643): the last character checks the others, and eight of them are the day of birth. */
function isResidentId(text: string): boolean {
  if (!/^\d{17}[\dX]$/.test(text)) return false
  const day = bornOn(text)
  const isDay = !Number.isNaN(Date.parse(day)) && asDay(new Date(day)) === day
  return isDay && RESIDENT_CHECKS[weigh([...text].map(Number), RESIDENT_WEIGHTS) % 11] === text[17]
}

/** 统一社会信用代码 (GB 32100) */
function isCreditCode(text: string): boolean {
  const values = [...text].map((character) => CREDIT_ALPHABET.indexOf(character))
  if (values.length !== 18 || values.includes(-1)) return false
  return (31 - (weigh(values, CREDIT_WEIGHTS) % 31)) % 31 === values[17]
}

/** Typed by hand, or read out: spaces and small letters are forgiven. */
const typed = z
  .string({ error: 'required' })
  .transform((text) => text.normalize('NFKC').replace(/\s/g, '').toUpperCase())

export const residentId = typed.refine(isResidentId, 'resident_id')
export const creditCode = typed.refine(isCreditCode, 'credit_code')

/** `350902199003070018` → `1990-03-07` */
export const bornOn = (id: string) => `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`

const day = z.string({ error: 'required' }).pipe(z.iso.date('invalid'))
const id = z.string().min(1).max(64)
/** A declaration is made, and never assumed: there is no default. */
const declared = z.enum(['yes', 'no'], { error: 'required' }).transform((said) => said === 'yes')

/** How long a training is good for: a year, as in admission_missing(). */
export const COURSE = { min: 2, max: 80 } as const
/** Why somebody is listed, what they say against it, and why it stays or not. */
export const STATEMENT = { min: 5, max: 300 } as const

/** Sensitive data need a consent of their own (个人信息保护法 art. 29). */
export const hostForm = z.object({
  name: words(2, 40),
  residentId,
  isOfficial: declared,
  course: words(COURSE.min, COURSE.max),
  trainedOn: day,
  consent: z.literal('on', { error: 'required' }),
})

export const operatorKind = z.enum(['licensed', 'self_produced'])
export type OperatorKind = z.infer<typeof operatorKind>
export const operatorForm = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('licensed'), creditCode }),
  z.object({ kind: z.literal('self_produced') }),
])

export const declarations = {
  operatorId: z.string({ error: 'required' }).min(1).max(64),
  isCharity: declared,
  isAiPersona: declared,
}
export const declareForm = z.object(declarations)
export type Declarations = z.infer<typeof declareForm>

const verified = { dossierId: id, outcome: z.literal('verified') }
const refusal = z.object({
  ...{ dossierId: id, outcome: z.literal('refused') },
  reason,
})
/** Whoever verifies types the number from the card in their hand: it must be the one that was submitted. */
export const hostDecisionForm = z.discriminatedUnion('outcome', [
  z.object({ ...verified, residentId }),
  refusal,
])
export const operatorDecisionForm = z.discriminatedUnion('outcome', [z.object(verified), refusal])
export const listingForm = z.object({
  dossierId: id,
  reason: words(STATEMENT.min, STATEMENT.max),
  until: day,
})
export const appealForm = z.object({ listingId: id, text: words(STATEMENT.min, STATEMENT.max) })
export const appealDecisionForm = z.object({
  listingId: id,
  outcome: z.enum(['upheld', 'lifted']),
  reason: words(STATEMENT.min, STATEMENT.max),
})

/** What whoever runs the platform decides, each at an address of its own: POST /platform/hosts/:command. */
export const admissionCommand = z.enum(['host', 'operator', 'list', 'appeal'])

type Decided<Outcome extends string> = { outcome: Outcome; reason: string; at: string; byName: string }
export type Verdict = Decided<'verified' | 'refused'>

/** Of the number of the identity card only the last four characters are ever seen. */
export type HostDossierView = {
  dossierId: string
  userId: string
  name: string
  residentIdTail: string
  bornOn: string
  isOfficial: boolean
  /** the guardian's paper, of whoever is under 18 */
  consentName: string | null
  course: string
  trainedOn: string
  submittedAt: string
  decision: Verdict | null
}

export type OperatorDossierView = {
  dossierId: string
  organisationName: Bilingual
  kind: OperatorKind
  creditCode: string | null
  submittedAt: string
  submittedByName: string
  decision: Verdict | null
}

export type ListingView = {
  listingId: string
  /** of the host, as verified or refused then */
  name: string
  userId: string
  reason: string
  at: string
  until: string
  byName: string
  appeal: { text: string; at: string; decision: Decided<'upheld' | 'lifted'> | null } | null
}
