import type { FlashSale, LiveSession } from '#prisma/generated/client.ts'
import type { Db } from '#server/platform/db.ts'
import { aVerifiedHost, aVerifiedOperator } from './admission.ts'

type Part<Row> = Partial<{ [Field in keyof Row]: Row[Field] }>

/** The instant at which tests and the builders' sales begin. */
export const morning = new Date('2026-11-23T02:00:00.000Z')

/** Its host is verified, and its village's first cooperative sells, verified as well. */
export async function aLiveSession(
  db: Db,
  liveSession: Part<LiveSession> & { villageId: string },
): Promise<LiveSession> {
  const { state = 'live', hostUserId = 'user_host', villageId } = liveSession
  const operator = await db.organisation.findFirst({
    where: { villageId, kind: 'cooperative' },
    orderBy: { id: 'asc' },
  })
  await aVerifiedHost(db, hostUserId)
  if (operator) await aVerifiedOperator(db, operator.id)
  return db.liveSession.create({
    data: {
      id: `live_${villageId}`,
      hostUserId,
      hostNameZh: '林小满',
      hostNameEn: 'Lin Xiaoman',
      titleZh: '秋蜜开割，现割现卖',
      titleEn: 'Autumn honey, straight from the hive',
      picture: 'village-yiyou',
      state,
      startsAt: morning,
      startedAt: state === 'planned' ? null : morning,
      endedAt: state === 'ended' ? morning : null,
      ...{ operatorId: operator?.id ?? null, isCharity: false, isAiPersona: false },
      ...liveSession,
    },
  })
}

/** A sale whose allotment is carved out of the stocks of its components, as flash-sale does it. Open unless said otherwise. */
export async function aSale(db: Db, sale: Part<FlashSale> & { variantId: string }): Promise<FlashSale> {
  const { total = 10, state = 'open', kind = sale.liveSessionId ? 'flash' : 'shelf' } = sale
  const [, created] = await db.$transaction([
    db.$executeRaw`select catalog_carve(${[sale.variantId]}, ${[total]})`,
    db.flashSale.create({
      data: {
        id: `sale_${sale.variantId}_${kind}`,
        priceFen: 5900n,
        perBuyerLimit: 2,
        opensAt: null,
        openedAt: state === 'draft' || state === 'scheduled' ? null : morning,
        endedAt: state === 'ended' ? morning : null,
        ...sale,
        kind,
        total,
        state,
      },
    }),
  ])
  return created
}
