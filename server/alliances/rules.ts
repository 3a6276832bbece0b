import { SEATS_MAX } from '#shared/alliance.ts'
import { businessDay } from '#shared/calendar.ts'
import type { Registry } from '../registry/index.ts'
import type { AllianceRefusal, NewTerms } from './types.ts'

/** `2026-11`, by the calendar of business days */
export const hasBegun = (month: string, at: Date) => month <= businessDay(at).slice(0, 'YYYY-MM'.length)

/** @returns what is wrong with who sits at a table; null: nothing */
export async function wrongSeats(
  registry: Pick<Registry, 'collectives'>,
  seats: NewTerms['seats'],
): Promise<AllianceRefusal | null> {
  if (seats.length < 2 || seats.length > SEATS_MAX) return { kind: 'seats' }
  const ids = new Set(seats.map(({ collectiveId }) => collectiveId))
  const collectives = await registry.collectives([...ids])
  return collectives.length === seats.length ? null : { kind: 'not_a_collective' }
}
