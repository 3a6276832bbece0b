import { z } from 'zod'
import { yuanAmount } from './studio.ts'

// What the forms about members and their accounts send, each with a paper beside it. One page, one union of commands.

const on = z.iso.date('day')
const id = z.string().min(1).max(64)
const name = z.string().trim().min(2).max(40)
const amount = yuanAmount.refine((fen) => fen > 0, 'amount')
const pieces = z.coerce.number().int().min(1).max(1_000_000)

/** on the register: who joins, and what is quantified to all */
export const registerCommand = z.discriminatedUnion('command', [
  z.object({ command: z.literal('admit'), name, nameEn: z.string().trim().max(60).default(''), on }),
  z.object({ command: z.literal('reserve'), basis: z.enum(['trade', 'contribution']), on }),
  z.object({ command: z.literal('grants'), on }),
  z.object({ command: z.literal('donation'), amount, on }),
])
export type RegisterCommand = z.infer<typeof registerCommand>

/** on one member's account */
export const memberCommand = z.discriminatedUnion('command', [
  z.object({ command: z.literal('contribute'), head: z.enum(['contribution', 'aid']), amount, on }),
  z.object({ command: z.literal('end'), reason: z.enum(['leave_asked', 'expelled', 'died']), on }),
  z.object({ command: z.literal('settle'), loss: yuanAmount.default(yuanAmount.parse('0')), on }),
  z
    .object({
      command: z.literal('succeed'),
      heir: z.literal('').or(id).default(''),
      name: z.string().trim().max(40).default(''),
      on,
    })
    .refine(({ heir, name: newcomer }) => heir !== '' || newcomer.length >= 2, {
      path: ['name'],
      message: 'required',
    }),
  z.object({ command: z.literal('issue'), shares: pieces, on }),
  z.object({ command: z.literal('withdraw'), shares: pieces, on }),
  z.object({ command: z.literal('transfer'), to: id, shares: pieces, on }),
  z.object({ command: z.literal('undo'), factId: id, on }),
])
export type MemberCommand = z.infer<typeof memberCommand>

export const equityFormat = z.enum(['csv', 'xlsx'])
export type EquityFormat = z.infer<typeof equityFormat>
/** of which year a 成员权益变动表 is */
export const equityYear = z.string().regex(/^20\d\d$/)

/** 合并: which collective went into which other */
export const successionForm = z.object({ fromId: id, toId: id, on })
