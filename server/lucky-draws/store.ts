import type { Prisma } from '#prisma/generated/client.ts'
import type { DeliveryAddress } from '#shared/checkout.ts'
import { PRIZES_MAX, type LuckyEntry } from '#shared/lucky-draw.ts'
import type { PrizeSent } from '#shared/lucky-draw-forms.ts'
import type { PageAsked } from '#shared/sale-log.ts'
import type { Db } from '#server/platform/db.ts'
import { isUniqueViolation } from '#server/platform/unique.ts'

export type LuckyDrawStore = ReturnType<typeof createLuckyDrawStore>

/** The entries that may have won, with where their prizes go. */
const withWinners = {
  list: {
    where: { rank: { lte: PRIZES_MAX } },
    orderBy: { rank: 'asc' },
    include: { delivery: true },
  },
} satisfies Prisma.LuckyDrawInclude
export type DrawRow = Prisma.LuckyDrawGetPayload<{ include: typeof withWinners }>
export type DeliveryRow = NonNullable<DrawRow['list'][number]['delivery']>

export type EntryAsked = { drawId: string; buyerId: string; claimKey: string }
type Outcome = 'entered' | 'draw_not_found' | 'draw_closed' | 'claim_key_reused' | 'full'
export type EnteredRow = {
  ord: number
  outcome: Outcome
  number: number | null
  liveSessionId: string | null
}

export function createLuckyDrawStore(db: Db) {
  return {
    /** @returns false: another one runs in the session */
    async insert(draw: Prisma.LuckyDrawUncheckedCreateInput): Promise<boolean> {
      try {
        await db.luckyDraw.create({ data: draw })
        return true
      } catch (error) {
        if (isUniqueViolation(error)) return false
        throw error
      }
    },
    find: (id: string): Promise<DrawRow | null> =>
      db.luckyDraw.findUnique({ where: { id }, include: withWinners }),
    latest: (where: { liveSessionId: string } | { villageId: string }, limit: number): Promise<DrawRow[]> =>
      db.luckyDraw.findMany({
        where,
        orderBy: [{ offeredAt: 'desc' }, { id: 'desc' }],
        take: limit,
        include: withWinners,
      }),

    /** in the order of `asked` */
    async enter(asked: readonly EntryAsked[], { now, most }: { now: Date; most: number }) {
      const rows = await db.$queryRaw<EnteredRow[]>`
        select ord, outcome, number, live_session_id as "liveSessionId" from lucky_draw_enter(
          ${asked.map(({ drawId }) => drawId)}, ${asked.map(({ buyerId }) => buyerId)},
          ${asked.map(({ claimKey }) => claimKey)}::uuid[], ${now}, ${most})`
      return rows.sort((a, b) => a.ord - b.ord)
    },

    due: (now: Date, limit: number) =>
      db.luckyDraw.findMany({
        where: { drawnAt: null, closesAt: { lte: now } },
        select: { id: true, liveSessionId: true },
        orderBy: { closesAt: 'asc' },
        take: limit,
      }),
    /** @returns whether it was this call that made it */
    async make(drawId: string, now: Date): Promise<boolean> {
      const rows = await db.$queryRaw<{ made: boolean }[]>`
        select lucky_draw_make(${drawId}, ${now}) as made`
      return rows[0]?.made === true
    },
    /** sessions with a draw that closes after that */
    async sessionsSince(since: Date): Promise<string[]> {
      const rows = await db.luckyDraw.findMany({
        where: { closesAt: { gt: since } },
        distinct: 'liveSessionId',
        select: { liveSessionId: true },
      })
      return rows.map(({ liveSessionId }) => liveSessionId)
    },

    ...entryReads(db),
    ...deliveries(db),

    async invariants() {
      const rows = await db.$queryRaw<{ name: string; broken: bigint }[]>`
        select name, broken from lucky_draw_invariants()`
      return rows.map(({ name, broken }) => ({ name, broken: Number(broken) }))
    },
  }
}

function entryReads(db: Db) {
  return {
    async entries(drawId: string, { from, limit }: PageAsked): Promise<LuckyEntry[]> {
      const rows = await db.luckyDrawEntry.findMany({
        where: { drawId, number: { gte: from } },
        select: { number: true, tag: true, enteredAt: true, rank: true },
        orderBy: { number: 'asc' },
        take: limit,
      })
      return rows.map(({ enteredAt, ...entry }) => ({ ...entry, enteredAt: enteredAt.toISOString() }))
    },
    /** of the person that this visitor is */
    async entryOf(buyerId: string, drawId: string) {
      const [own] = await db.$queryRaw<{ number: number }[]>`
        select number from lucky_draw_entry
        where draw_id = ${drawId} and (buyer_id = ${buyerId} or person_id = flash_sale_person_of(${buyerId}))
        order by number limit 1`
      if (!own) return null
      return db.luckyDrawEntry.findUniqueOrThrow({
        where: { drawId_number: { drawId, number: own.number } },
        include: { delivery: true, draw: { select: { prizes: true, drawnAt: true } } },
      })
    },
  }
}

type Place = { drawId: string; number: number }
type Left = DeliveryAddress & { leftAt: Date }

function deliveries(db: Db) {
  return {
    /** `sent`: the parcel has left meanwhile; `phone_taken`: the phone gets another prize of this draw */
    async leave(
      { drawId, number }: Place,
      { recipientName, phone, province, city, district, street, note, leftAt }: Left,
    ): Promise<'left' | 'sent' | 'phone_taken'> {
      try {
        const left = await db.$executeRaw`
          insert into lucky_draw_delivery as delivery
            (draw_id, number, recipient_name, phone, province, city, district, street, note, left_at)
          values (${drawId}, ${number}, ${recipientName}, ${phone}, ${province}, ${city}, ${district}, ${street},
            ${note}, ${leftAt})
          on conflict (draw_id, number) do update set
            recipient_name = excluded.recipient_name, phone = excluded.phone, province = excluded.province,
            city = excluded.city, district = excluded.district, street = excluded.street, note = excluded.note,
            left_at = excluded.left_at
            where delivery.sent_at is null`
        return left === 1 ? 'left' : 'sent'
      } catch (error) {
        if (isUniqueViolation(error)) return 'phone_taken'
        throw error
      }
    },
    /** @returns whether it was still to be sent, by this village */
    async markSent(
      villageId: string,
      { drawId, number, courier, trackingNumber }: PrizeSent,
      { at, by }: { at: Date; by: string },
    ): Promise<boolean> {
      const { count } = await db.luckyDrawDelivery.updateMany({
        where: { drawId, number, sentAt: null, entry: { draw: { villageId } } },
        data: { courier, trackingNumber, sentAt: at, sentBy: by },
      })
      return count === 1
    },
    isSent: async (villageId: string, { drawId, number }: Place): Promise<boolean> =>
      (await db.luckyDrawDelivery.count({
        where: { drawId, number, sentAt: { not: null }, entry: { draw: { villageId } } },
      })) === 1,
  }
}
