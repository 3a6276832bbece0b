import type { Alliances } from '#server/alliances/index.ts'
import { parseForm } from '#app/ui/form.server.ts'
import { SEATS_MAX, seatContribution, termsDecision, termsForm } from '#shared/alliance.ts'
import { BP_PER_PERCENT } from './member-table.tsx'

type By = Parameters<Alliances['propose']>[1]
export type SeatText = { collectiveId: string; contribution: string; wrong: boolean }
/** What is shown again when a step was not taken: all that was typed, and why. */
type NotTaken = {
  status: number
  refused: string | null
  typed?: { fromMonth: string; basePercent: string; reason: string; seats: SeatText[] }
  errors?: Partial<Record<'fromMonth' | 'basePercent' | 'reason', string[] | null>>
}
const LONGEST = 200

/** Terms are proposed, or decided. @returns null where it was done */
export async function obey(alliances: Alliances, form: FormData, by: By): Promise<NotTaken | null> {
  if (form.has('decision')) {
    const decision = termsDecision.safeParse(Object.fromEntries(form))
    if (!decision.success) return { status: 400, refused: 'bad_request' }
    const decided = await alliances.decide(decision.data, by)
    return decided.ok ? null : { status: 409, refused: decided.refusal.kind }
  }
  return propose(alliances, form, by)
}

async function propose(alliances: Alliances, form: FormData, by: By): Promise<NotTaken | null> {
  const seats = seatsOf(form)
  const text = (name: string) => String(form.get(name) ?? '').slice(0, LONGEST)
  const typed = {
    ...{ fromMonth: text('fromMonth'), basePercent: text('basePercent'), reason: text('reason') },
    seats: seats.map(({ value: _value, ...seat }) => seat),
  }
  const asked = parseForm(form, termsForm)
  if (asked.status !== 'success')
    return { status: 422, refused: null, typed, errors: asked.reply().error ?? {} }
  if (seats.some(({ wrong }) => wrong)) return { status: 422, refused: null, typed, errors: {} }
  const { followsId, fromMonth, basePercent, reason } = asked.value
  const proposed = await alliances.propose(
    {
      ...{ followsId, fromMonth, reason, baseBp: basePercent * BP_PER_PERCENT },
      seats: seats.flatMap(({ collectiveId, value }) =>
        value === null ? [] : [{ collectiveId, contribution: value }],
      ),
    },
    by,
  )
  return proposed.ok ? null : { status: 409, refused: proposed.refusal.kind, typed }
}

/** Each row of the form sends a village and its contribution; a row without either is no seat. */
function seatsOf(form: FormData): (SeatText & { value: number | null })[] {
  const contributions = form.getAll('contribution').map(String)
  return form
    .getAll('collectiveId')
    .map(String)
    .slice(0, SEATS_MAX + 1)
    .flatMap((collectiveId, at) => {
      const contribution = (contributions[at] ?? '').slice(0, LONGEST)
      if (collectiveId === '') return []
      const read = contribution.trim() === '' ? null : seatContribution.safeParse(contribution)
      const value = read?.success ? read.data : null
      return [{ collectiveId, contribution, wrong: read?.success === false, value }]
    })
}
