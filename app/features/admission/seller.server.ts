import type { LiveCard } from '#server/live/index.ts'
import type { Services } from '#server/services.ts'
import type { Seller } from '../live/seller-note.tsx'

/** Whoever sells in a session, with the licence that was verified; null: not known yet. */
export async function sellerOf(
  { admission }: Pick<Services, 'admission'>,
  { operator }: Pick<LiveCard, 'operator'>,
): Promise<Seller | null> {
  const licence = operator && (await admission.licenceOf(operator.id))
  return licence && { name: operator.name, ...licence }
}
