import type { Prisma } from '#prisma/generated/client.ts'
import { fen, zeroFen, type Fen } from '#shared/money.ts'
import type { Db } from '#server/platform/db.ts'

export type CouponStore = ReturnType<typeof createCouponStore>

/** The pieces themselves are nobody's to read: of a red packet they are a secret until they are opened. */
const offerColumns = {
  ...{ id: true, kind: true, villageId: true, totalFen: true, pieces: true, minSpendFen: true },
  ...{ validDays: true, taken: true, grantedByName: true, grantedAt: true, withdrawnAt: true },
  ...{ liveSessionId: true, releasedByName: true, releasedAt: true },
} satisfies Prisma.CouponOfferSelect
export type OfferRow = Prisma.CouponOfferGetPayload<{ select: typeof offerColumns }>

const withOffer = {
  offer: { select: { kind: true, minSpendFen: true, villageId: true } },
} satisfies Prisma.CouponInclude
export type CouponRow = Prisma.CouponGetPayload<{ include: typeof withOffer }>

type Release = { liveSessionId: string; byName: string; at: Date }
type ReleaseOutcome = 'released' | 'offer_gone' | 'live_session_not_live'
export type TakeAsked = { couponId: string; offerId: string; buyerId: string }
export type TakenRow = {
  ord: number
  outcome: 'taken' | 'offer_not_found' | 'offer_over' | 'all_taken'
  couponId: string | null
  liveSessionId: string | null
}
export type Used = { used: number; usedFen: Fen }
const NOT_USED: Used = { used: 0, usedFen: zeroFen }

export function createCouponStore(db: Db) {
  return {
    async insert(offer: Prisma.CouponOfferUncheckedCreateInput): Promise<void> {
      await db.couponOffer.create({ data: offer, select: { id: true } })
    },
    /** @returns whether it was neither released nor withdrawn */
    async withdraw(id: string, at: Date): Promise<boolean> {
      const { count } = await db.couponOffer.updateMany({
        where: { id, releasedAt: null, withdrawnAt: null },
        data: { withdrawnAt: at },
      })
      return count === 1
    },
    async release(id: string, { liveSessionId, byName, at }: Release): Promise<ReleaseOutcome> {
      const rows = await db.$queryRaw<{ outcome: ReleaseOutcome }[]>`
        select coupon_release(${id}, ${liveSessionId}, ${byName}, ${at}) as outcome`
      return rows[0]!.outcome
    },

    ...offerReads(db),

    /** in the order of `asked` */
    async take(asked: readonly TakeAsked[], now: Date): Promise<TakenRow[]> {
      const rows = await db.$queryRaw<TakenRow[]>`
        select ord, outcome, coupon_id as "couponId", live_session_id as "liveSessionId" from coupon_take(
          ${asked.map(({ couponId }) => couponId)}, ${asked.map(({ offerId }) => offerId)},
          ${asked.map(({ buyerId }) => buyerId)}, ${now})`
      return rows.sort((a, b) => a.ord - b.ord)
    },
    find: (ids: readonly string[]): Promise<CouponRow[]> =>
      db.coupon.findMany({ where: { id: { in: [...ids] } }, include: withOffer }),
    ...ownReads(db),
  }
}

function offerReads(db: Db) {
  return {
    granted: (limit: number): Promise<OfferRow[]> =>
      db.couponOffer.findMany({
        select: offerColumns,
        orderBy: [{ grantedAt: 'desc' }, { id: 'desc' }],
        take: limit,
      }),
    waitingFor: (villageId: string): Promise<OfferRow[]> =>
      db.couponOffer.findMany({
        where: { villageId, releasedAt: null, withdrawnAt: null },
        select: offerColumns,
        orderBy: [{ grantedAt: 'asc' }, { id: 'asc' }],
      }),
    releasedIn: (liveSessionId: string): Promise<OfferRow[]> =>
      db.couponOffer.findMany({
        where: { liveSessionId },
        select: offerColumns,
        orderBy: [{ releasedAt: 'desc' }, { id: 'desc' }],
      }),
    async usedOf(offerIds: readonly string[]): Promise<(offerId: string) => Used> {
      const sums = await db.couponUse.groupBy({
        by: 'offerId',
        where: { offerId: { in: [...offerIds] }, freedAt: null },
        _count: true,
        _sum: { amountFen: true },
      })
      const used = new Map(
        sums.map(({ offerId, _count, _sum }) => [
          offerId,
          { used: _count, usedFen: fen(_sum.amountFen ?? 0n) },
        ]),
      )
      return (offerId) => used.get(offerId) ?? NOT_USED
    },
    async sessionsSince(since: Date): Promise<string[]> {
      const offers = await db.couponOffer.findMany({
        where: { OR: [{ releasedAt: { gt: since } }, { coupons: { some: { takenAt: { gt: since } } } }] },
        select: { liveSessionId: true },
      })
      return offers.flatMap(({ liveSessionId }) => liveSessionId ?? [])
    },
  }
}

const newestFirst = [{ takenAt: 'desc' }, { id: 'desc' }] as const

function ownReads(db: Db) {
  async function idsOf(buyerId: string): Promise<string[]> {
    const rows = await db.$queryRaw<{ id: string }[]>`select id from coupon_ids_of(${buyerId}) as id`
    return rows.map(({ id }) => id)
  }
  return {
    /** with the orders that they are used for */
    async own(buyerId: string, limit: number) {
      const ids = await idsOf(buyerId)
      return db.coupon.findMany({
        where: { id: { in: ids } },
        include: { ...withOffer, uses: { where: { freedAt: null }, select: { orderId: true } } },
        orderBy: [...newestFirst],
        take: limit,
      })
    },
    async ownIn(buyerId: string, liveSessionId: string): Promise<CouponRow[]> {
      const ids = await idsOf(buyerId)
      return db.coupon.findMany({
        where: { id: { in: ids }, offer: { liveSessionId } },
        include: withOffer,
        orderBy: [...newestFirst],
      })
    },
    /** what takes most off first */
    async usable(
      buyerId: string,
      { villageId, spendFen, now }: { villageId: string; spendFen: Fen; now: Date },
    ) {
      const ids = await idsOf(buyerId)
      return db.coupon.findMany({
        where: {
          id: { in: ids },
          expiresAt: { gt: now },
          offer: { villageId, minSpendFen: { lte: BigInt(spendFen) } },
          uses: { none: { freedAt: null } },
        },
        include: withOffer,
        orderBy: [{ amountFen: 'desc' }, { expiresAt: 'asc' }, { id: 'asc' }],
      })
    },
  }
}
