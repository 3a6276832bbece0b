import { z } from 'zod'
import { fen, yuanText, type Fen } from './money.ts'
import { accept, refuse, type Result } from './result.ts'
import { payee, splitRule, type Payee, type SplitRule, type SplitTier } from './split.ts'
import { yuanAmount } from './studio.ts'

// A split rule as a form: rows of text, each one step. The processor's fee is always the first step and the rest always
// the last, so that neither is a row. `gross` rows that follow each other are one tier, cut in proportion when there is
// not enough for all; every other row is a tier of its own.

export const rowKind = z.enum(['guaranteed', 'fixed', 'gross', 'left'])
export type RowKind = z.infer<typeof rowKind>
export const ROWS_MAX = 15

/** As typed. `value` is yuan, or percent for `gross` and `left`; `floor` and `cap` are yuan, or nothing. */
export type RuleRow = { kind: string; to: string; value: string; floor: string; cap: string }
export type RuleText = { rows: RuleRow[]; rest: string }

const COLUMNS = ['kind', 'to', 'value', 'floor', 'cap'] as const
type Column = (typeof COLUMNS)[number]
/** kinds of error, as errors:field says them */
export type RowErrors = Partial<Record<Column, string>>
export type RuleTextRefusal = { kind: 'rule_text'; rows: RowErrors[]; rest: string | null }

const emptyRow: RuleRow = { kind: 'gross', to: 'collective', value: '', floor: '', cap: '' }

/** Of a posted form: each row sends all of its columns. */
export function ruleTextOf(form: FormData): RuleText {
  const columns = COLUMNS.map((name) => form.getAll(name).map(String))
  const [kinds = []] = columns
  const rows = kinds.slice(0, ROWS_MAX).map((_, at) => {
    const row = columns.map((column, n) => [COLUMNS[n], (column[at] ?? '').slice(0, 20)] as const)
    return Object.fromEntries(row) as RuleRow
  })
  return { rows, rest: String(form.get('rest') ?? '').slice(0, 20) }
}

const PERCENT = 100
const percentText = (bp: number) => String(bp / PERCENT)

export function textOfRule(rule: SplitRule): RuleText {
  const last = rule.at(-1)
  return { rows: rule.flatMap(rowsOfTier), rest: last?.kind === 'rest' ? last.to : 'cooperative' }
}

function rowsOfTier(tier: SplitTier): RuleRow[] {
  if (tier.kind === 'fixed') {
    const kind = tier.guaranteed ? 'guaranteed' : 'fixed'
    return [{ kind, to: tier.to, value: yuanText(fen(tier.amountFen)), floor: '', cap: '' }]
  }
  if (tier.kind !== 'basis_points') return []
  return tier.parts.map(({ to, bp, floorFen, capFen }) => ({
    ...{ kind: tier.of, to, value: percentText(bp) },
    floor: floorFen === undefined ? '' : yuanText(fen(floorFen)),
    cap: capFen === undefined ? '' : yuanText(fen(capFen)),
  }))
}

/** What a button without JavaScript asks for: `add`, `remove-2`, `up-2`, `down-2`. Anything else changes nothing. */
export function rearranged({ rows, rest }: RuleText, command: string): RuleText {
  const [verb, index = ''] = command.split('-')
  const at = /^\d{1,2}$/.test(index) ? Number(index) : -1
  if (verb === 'add') return { rows: [...rows, emptyRow].slice(0, ROWS_MAX), rest }
  if (verb === 'remove') return { rows: rows.filter((_, n) => n !== at), rest }
  if (verb === 'up' && at > 0) return { rows: swapped(rows, at - 1), rest }
  if (verb === 'down' && at >= 0) return { rows: swapped(rows, at), rest }
  return { rows, rest }
}

function swapped(rows: RuleRow[], at: number): RuleRow[] {
  const [first, second] = [rows[at], rows[at + 1]]
  if (!first || !second) return rows
  return rows.with(at, second).with(at + 1, first)
}

/** Percent of two decimals → basis points; full-width digits and a sign are forgiven. */
const percent = z
  .string()
  .transform((text) => text.normalize('NFKC').replace(/[\s%]/g, ''))
  .pipe(z.string().regex(/^\d{1,3}(\.\d{1,2})?$/))
  .transform((text) => Math.round(Number(text) * PERCENT))
  .pipe(z.number().max(PERCENT * PERCENT))

type Step = { kind: RowKind; to: Payee; amount: number; floorFen?: Fen; capFen?: Fen }
type ReadRow = { step: Step | null; errors: RowErrors }

const isShare = (kind: string | undefined) => kind === 'gross' || kind === 'left'
const NOTHING = /^[0.\s%]*$/

/** 公务员法 art. 59: the host's share is nothing, and nothing is no step. Any other value is refused. */
function readHost({ value, floor, cap }: RuleRow): ReadRow {
  const isPaid = [value, floor, cap].some((text) => !NOTHING.test(text.normalize('NFKC')))
  return { step: null, errors: isPaid ? { to: 'host_paid' } : {} }
}

function readRow(row: RuleRow): ReadRow {
  if (row.to === 'host') return readHost(row)
  const kind = rowKind.safeParse(row.kind)
  const to = payee.safeParse(row.to)
  const amount = (isShare(row.kind) ? percent : yuanAmount).safeParse(row.value)
  const [floor, cap] = [boundOf(row.floor), boundOf(row.cap)]
  const errors: RowErrors = {
    ...(!kind.success && { kind: 'invalid' }),
    ...(!to.success && { to: 'invalid' }),
    ...(!amount.success && { value: isShare(row.kind) ? 'percent' : 'amount' }),
    ...(!floor.success && { floor: 'amount' }),
    ...(!cap.success && { cap: 'amount' }),
  }
  if (!kind.success || !to.success || !amount.success || !floor.success || !cap.success)
    return { step: null, errors }
  const bounds = isShare(kind.data)
    ? {
        ...(floor.data !== null && { floorFen: floor.data }),
        ...(cap.data !== null && { capFen: cap.data }),
      }
    : {}
  if (floor.data !== null && cap.data !== null && isShare(kind.data) && floor.data > cap.data)
    return { step: null, errors: { cap: 'below_floor' } }
  return { step: { kind: kind.data, to: to.data, amount: amount.data, ...bounds }, errors: {} }
}

const boundOf = (text: string) => yuanAmount.nullable().safeParse(text.trim() === '' ? null : text)

type SharesTier = Extract<SplitTier, { kind: 'basis_points' }>

/** Puts a step behind those before it. @returns what is wrong with it among them */
function append(tiers: SplitTier[], { kind, to, amount, ...bounds }: Step): RowErrors {
  if (kind === 'fixed' || kind === 'guaranteed') {
    tiers.push({ kind: 'fixed', to, amountFen: amount, guaranteed: kind === 'guaranteed' })
    return {}
  }
  const part = { to, bp: amount, ...bounds }
  const before = tiers.at(-1)
  if (kind === 'left' || before?.kind !== 'basis_points' || before.of !== 'gross') {
    tiers.push({ kind: 'basis_points', of: kind, parts: [part] })
    return {}
  }
  if (before.parts.some((one) => one.to === to)) return { to: 'payee_twice' }
  before.parts.push(part)
  return sumOf(before) > PERCENT * PERCENT ? { value: 'more_than_whole' } : {}
}

const sumOf = ({ parts }: SharesTier) => parts.reduce((sum, { bp }) => sum + bp, 0)

/** The rule that a form says, or what is wrong with each of its rows. */
export function ruleOfText({ rows, rest }: RuleText): Result<SplitRule, RuleTextRefusal> {
  const tiers: SplitTier[] = [{ kind: 'processor_fee' }]
  const errors = rows.map((row) => {
    const read = readRow(row)
    return read.step ? append(tiers, read.step) : read.errors
  })
  const to = payee.safeParse(rest)
  if (!to.success || errors.some((row) => Object.keys(row).length > 0))
    return refuse({
      ...{ kind: 'rule_text', rows: errors },
      rest: to.success ? null : rest === 'host' ? 'host_paid' : 'invalid',
    })
  return accept(splitRule.parse([...tiers, { kind: 'rest', to: to.data }]))
}

type Change = { was: RuleRow | null; is: RuleRow | null }

/** What one rule has that another has not, row by row; with neither, only the order of the steps can differ. */
export function changesOf(before: SplitRule, after: SplitRule) {
  const [was, is] = [textOfRule(before), textOfRule(after)]
  const nameOf = ({ kind, to }: RuleRow) => `${kind} ${to}`
  const left = [...was.rows]
  const take = (name: string) => {
    const at = left.findIndex((row) => nameOf(row) === name)
    return at < 0 ? null : (left.splice(at, 1)[0] ?? null)
  }
  const kept = is.rows.map((row): Change => ({ was: take(nameOf(row)), is: row }))
  const gone = left.map((row): Change => ({ was: row, is: null }))
  const isSame = (a: RuleRow | null, b: RuleRow | null) => JSON.stringify(a) === JSON.stringify(b)
  const changes = [...kept, ...gone].filter((change) => !isSame(change.was, change.is))
  return {
    changes,
    rest: was.rest === is.rest ? null : { was: was.rest, is: is.rest },
    reordered: changes.length === 0 && JSON.stringify(was.rows) !== JSON.stringify(is.rows),
  }
}

/** over how many of the newest orders a rule may be rehearsed */
export const REHEARSAL_SIZES = [10, 100, 1000] as const
export const rehearsalSize = z
  .enum(['10', '100', '1000'])
  .transform(Number)
  .pipe(z.union(REHEARSAL_SIZES.map((size) => z.literal(size))))

/** A draft goes to another person. `effectiveOn` is a day to come; none: as soon as it is approved. */
export const proposeForm = z.object({
  reason: z.string().trim().min(4).max(200),
  effectiveOn: z.iso
    .date()
    .optional()
    .transform((day) => day ?? null),
  last: rehearsalSize,
})

export const ruleDecision = z.enum(['approved', 'refused'])
/** of one product, or of all that follow the cooperative */
export const ruleScope = z.object({ productId: z.string().max(64).default('') })
