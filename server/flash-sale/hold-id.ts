import { prefixFor } from '#shared/rehearsal-room.ts'

/**
 * The id of the hold that a claim gets if it is granted: `hold_`, the letters that are the sale's own, and the 22 of
 * the claim key. So the primary key of holds lets a key of a sale be granted once, and a sale's ids lie together in it,
 * however old the table is (docs/decisions/061-a-hold-is-named-by-its-claim.md).
 *
 * @param claimKey a UUID, in letters of either case
 */
export function holdIdOf(saleId: string, claimKey: string): string {
  const own = saleId.slice(saleId.indexOf('_') + 1)
  const key = Buffer.from(claimKey.replaceAll('-', ''), 'hex').toString('base64url')
  return `${prefixFor(saleId, 'hold')}_${own}${key}`
}
