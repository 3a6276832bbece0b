import { SEATS_MAX, seatContribution } from '#shared/alliance.ts'

/** of any text that is read */
export const LONGEST = 200

export type SeatText = { collectiveId: string; contribution: string; wrong: boolean }
type Seat = SeatText & { value: number | null }

/** Each row of the form sends a village and its contribution; a row without either is no seat. */
export function seatsOf(form: FormData): Seat[] {
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

/** as they were typed, to be shown again */
export const typedSeats = (seats: readonly Seat[]): SeatText[] =>
  seats.map(({ collectiveId, contribution, wrong }) => ({ collectiveId, contribution, wrong }))

export const takenSeats = (seats: readonly Seat[]) =>
  seats.flatMap(({ collectiveId, value }) => (value === null ? [] : [{ collectiveId, contribution: value }]))
