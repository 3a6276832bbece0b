import type { Prisma } from '#prisma/generated/client.ts'
import type { ListingView } from '#shared/admission.ts'
import type { Db } from '#server/platform/db.ts'

export type ListingStore = ReturnType<typeof createListingStore>

const whole = {
  dossier: { select: { name: true, userId: true } },
  appeal: { include: { decision: true } },
} satisfies Prisma.ListingInclude
const newestFirst = { orderBy: [{ at: 'desc' as const }, { id: 'desc' as const }] }

export function createListingStore(db: Db) {
  return {
    add: async (data: Prisma.ListingUncheckedCreateInput) => void (await db.listing.create({ data })),

    /** as admission_is_listed() finds them, with what became of an appeal */
    async of(userId: string, now: Date): Promise<ListingView[]> {
      const dossiers = await db.hostDossier.findMany({
        where: { userId },
        select: { residentIdHash: true, phoneHash: true },
      })
      const known = dossiers.flatMap(({ residentIdHash, phoneHash }) => [{ residentIdHash }, { phoneHash }])
      if (known.length === 0) return []
      const where = { OR: known, until: { gt: now } }
      return (await db.listing.findMany({ where, include: whole, ...newestFirst })).map(viewOf)
    },

    /** Those whose appeal waits for somebody first. */
    async all(limit: number): Promise<ListingView[]> {
      const waiting = { appeal: { is: { decision: { is: null } } } }
      const find = (where: Prisma.ListingWhereInput) =>
        db.listing.findMany({ where, include: whole, ...newestFirst, take: limit })
      const [first, rest] = await Promise.all([find(waiting), find({ NOT: waiting })])
      return [...first, ...rest].slice(0, limit).map(viewOf)
    },

    /** @returns false: there has been one */
    async appeal(appeal: Prisma.AppealUncheckedCreateInput): Promise<boolean> {
      const { count } = await db.appeal.createMany({ data: [appeal], skipDuplicates: true })
      return count === 1
    },

    appealed: (listingId: string) =>
      db.listing.findFirst({
        where: { id: listingId, appeal: { isNot: null } },
        select: { byUserId: true },
      }),

    /** @returns false: it has been decided */
    async decide(decision: Prisma.AppealDecisionUncheckedCreateInput): Promise<boolean> {
      const { count } = await db.appealDecision.createMany({ data: [decision], skipDuplicates: true })
      return count === 1
    },
  }
}

function viewOf(row: Prisma.ListingGetPayload<{ include: typeof whole }>): ListingView {
  const { id, dossier, reason, at, until, byName, appeal } = row
  const decision = appeal?.decision
  return {
    ...{ listingId: id, name: dossier.name, userId: dossier.userId, reason, byName },
    ...{ at: at.toISOString(), until: until.toISOString() },
    appeal: appeal && {
      ...{ text: appeal.text, at: appeal.at.toISOString() },
      decision: decision
        ? {
            outcome: decision.outcome as 'upheld' | 'lifted',
            ...{ reason: decision.reason, at: decision.at.toISOString(), byName: decision.byName },
          }
        : null,
    },
  }
}
