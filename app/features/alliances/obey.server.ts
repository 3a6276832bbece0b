import type { Alliances } from '#server/alliances/index.ts'
import { parseForm } from '#app/ui/form.server.ts'
import { termsDecision, termsForm } from '#shared/alliance.ts'
import { BP_PER_PERCENT } from './member-table.tsx'
import { LONGEST, seatsOf, takenSeats, typedSeats, type SeatText } from './seats.server.ts'

type By = Parameters<Alliances['propose']>[1]
/** What is shown again when a step was not taken: all that was typed, and why. */
type NotTaken = {
  status: number
  refused: string | null
  typed?: { fromMonth: string; basePercent: string; reason: string; seats: SeatText[] }
  errors?: Partial<Record<'fromMonth' | 'basePercent' | 'reason', string[] | null>>
}

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
    seats: typedSeats(seats),
  }
  const asked = parseForm(form, termsForm)
  if (asked.status !== 'success')
    return { status: 422, refused: null, typed, errors: asked.reply().error ?? {} }
  if (seats.some(({ wrong }) => wrong)) return { status: 422, refused: null, typed, errors: {} }
  const { followsId, fromMonth, basePercent, reason } = asked.value
  const proposed = await alliances.propose(
    {
      ...{ followsId, fromMonth, reason, baseBp: basePercent * BP_PER_PERCENT },
      seats: takenSeats(seats),
    },
    by,
  )
  return proposed.ok ? null : { status: 409, refused: proposed.refusal.kind, typed }
}
