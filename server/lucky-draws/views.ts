import { ADDRESS_DAYS, type DrawWinner, type LuckyDrawView } from '#shared/lucky-draw.ts'
import { fen } from '#shared/money.ts'
import { maskedName } from '#server/live/index.ts'
import type { DeliveryRow, DrawRow, LuckyDrawStore } from './store.ts'
import type { Delivery, OwnPlace, VillageDraw } from './types.ts'

const DAY_MS = 86_400_000

export const addressDueAt = (drawnAt: Date) => new Date(drawnAt.getTime() + ADDRESS_DAYS * DAY_MS)

/** The rows that have won. */
const won = ({ list, prizes }: DrawRow) => list.filter(({ rank }) => rank !== null && rank <= prizes)

const winnerFrom = ({ number, buyerId }: DrawRow['list'][number]): DrawWinner => ({
  number,
  name: maskedName(buyerId),
})

export function drawView(row: DrawRow): LuckyDrawView {
  return {
    drawId: row.id,
    liveSessionId: row.liveSessionId,
    prize: row.prize,
    prizes: row.prizes,
    valueFen: fen(Number(row.valueFen)),
    giver: row.giver,
    offeredAt: row.offeredAt.toISOString(),
    closesAt: row.closesAt.toISOString(),
    entries: row.entries,
    commitment: row.commitment,
    seed: row.drawnAt && row.seed,
    root: row.root,
    drawnAt: row.drawnAt?.toISOString() ?? null,
    winners: won(row).map(winnerFrom),
  }
}

export function villageDraw(row: DrawRow): VillageDraw {
  const deliveries = won(row).map((entry) => ({
    ...winnerFrom(entry),
    delivery: entry.delivery && deliveryFrom(entry.delivery),
  }))
  return { ...drawView(row), deliveries }
}

export function ownPlace(row: NonNullable<Awaited<ReturnType<LuckyDrawStore['entryOf']>>>): OwnPlace {
  const { drawId, number, rank, tag, delivery, draw } = row
  const hasWon = rank !== null && rank <= draw.prizes && draw.drawnAt !== null
  return {
    ...{ drawId, number, rank, tag },
    prize: hasWon
      ? {
          delivery: delivery && deliveryFrom(delivery),
          dueAt: addressDueAt(draw.drawnAt!).toISOString(),
        }
      : null,
  }
}

function deliveryFrom(row: DeliveryRow): Delivery {
  const { recipientName, phone, province, city, district, street, note, leftAt, sentAt } = row
  return {
    ...{ recipientName, phone, province, city, district, street, note },
    leftAt: leftAt.toISOString(),
    sent: sentAt && {
      courier: row.courier ?? '',
      trackingNumber: row.trackingNumber ?? '',
      at: sentAt.toISOString(),
      by: row.sentBy ?? '',
    },
  }
}
