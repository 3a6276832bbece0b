import type { Prisma } from '#prisma/generated/client.ts'
import type { ComplaintCase, ComplaintKind, ComplaintOutcome, ComplaintView } from '#shared/complaint.ts'
import type { Db } from '#server/platform/db.ts'
import { maskedName } from './rules.ts'

type NewComplaint = Prisma.ComplaintUncheckedCreateInput
type NewAnswer = Prisma.ComplaintAnswerUncheckedCreateInput

const withSession = {
  answer: true,
  liveSession: { include: { village: { select: { nameZh: true, nameEn: true } } } },
} satisfies Prisma.ComplaintInclude

export function createComplaintStore(db: Db) {
  return {
    insert: async (complaint: NewComplaint) => void (await db.complaint.create({ data: complaint })),
    since: (buyerId: string, at: Date) => db.complaint.count({ where: { buyerId, at: { gt: at } } }),
    exists: async (id: string) => (await db.complaint.count({ where: { id } })) === 1,
    /** @returns false: it has been answered */
    async answer(answer: NewAnswer): Promise<boolean> {
      const { count } = await db.complaintAnswer.createMany({ data: [answer], skipDuplicates: true })
      return count === 1
    },
    async ofBuyer(liveSessionId: string, buyerId: string): Promise<ComplaintView[]> {
      const rows = await db.complaint.findMany({
        where: { liveSessionId, buyerId },
        include: { answer: true },
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
      })
      return rows.map(viewOf)
    },
    /** Open ones oldest first, for they have waited longest; answered ones newest first. */
    async cases(isAnswered: boolean, limit: number): Promise<ComplaintCase[]> {
      const order = isAnswered ? 'desc' : 'asc'
      const rows = await db.complaint.findMany({
        where: { answer: isAnswered ? { isNot: null } : { is: null } },
        include: withSession,
        orderBy: [{ at: order }, { id: order }],
        take: limit,
      })
      return rows.map(caseOf)
    },
  }
}

type Row = Prisma.ComplaintGetPayload<{ include: { answer: true } }>
type CaseRow = Prisma.ComplaintGetPayload<{ include: typeof withSession }>

function viewOf({ id, kind, text, at, answer }: Row): ComplaintView {
  return {
    complaintId: id,
    kind: kind as ComplaintKind,
    text,
    at: at.toISOString(),
    answer: answer && {
      outcome: answer.outcome as ComplaintOutcome,
      text: answer.text,
      at: answer.at.toISOString(),
    },
  }
}

function caseOf(row: CaseRow): ComplaintCase {
  const { liveSession, buyerId, answer } = row
  const { village, titleZh, titleEn, id } = liveSession
  return {
    ...viewOf(row),
    liveSessionId: id,
    title: { zh: titleZh, en: titleEn },
    villageName: { zh: village.nameZh, en: village.nameEn },
    by: maskedName(buyerId),
    answeredBy: answer?.byName ?? null,
  }
}
