import type { Db, Tx } from '../platform/db.ts'
import { asDate } from '#shared/calendar.ts'
import type { Choice, ResolutionView, Tally } from './types.ts'

export async function insertRemark(
  db: Db,
  remark: { id: string; runId: string; memberId: string; kind: string; text: string; at: Date },
): Promise<boolean> {
  const inserted = await db.$executeRaw`
    insert into dividend_remark (id, run_id, member_id, kind, text, at)
    select ${remark.id}, r.id, m.id, ${remark.kind}, ${remark.text}, ${remark.at}
      from dividend_run r
      join dividend_period p on p.id = r.period_id
      join dividend_member m on m.organisation_id = p.organisation_id and m.id = ${remark.memberId}
     where r.id = ${remark.runId} and r.state = 'on_view'`
  return inserted === 1
}

/** @returns false when it was answered before, or is not of this run */
export async function setAnswer(
  db: Db,
  at: { runId: string; remarkId: string },
  answer: { text: string; by: string; at: Date },
): Promise<boolean> {
  const { count } = await db.dividendRemark.updateMany({
    where: { id: at.remarkId, runId: at.runId, answer: null },
    data: { answer: answer.text, answeredBy: answer.by, answeredAt: answer.at },
  })
  return count === 1
}

/** With the votes that the register gives the member. @returns false when he has voted before */
export async function insertVote(
  db: Db,
  { runId, memberId, choice, at }: { runId: string; memberId: string; choice: Choice; at: Date },
): Promise<boolean> {
  const inserted = await db.$executeRaw`
    insert into dividend_vote (run_id, member_id, choice, votes, cast_at)
    select ${runId}, id, ${choice}, votes, ${at} from dividend_member where id = ${memberId}
    on conflict do nothing`
  return inserted === 1
}

export async function tallyOf(db: Db | Tx, runId: string): Promise<Tally> {
  const rows = await db.dividendVote.groupBy({
    by: ['choice'],
    where: { runId },
    _sum: { votes: true },
    _count: true,
  })
  const votes = (choice: Choice) => rows.find((row) => row.choice === choice)?._sum.votes ?? 0
  return {
    for: votes('for'),
    against: votes('against'),
    abstain: votes('abstain'),
    voters: rows.reduce((sum, { _count }) => sum + _count, 0),
  }
}

/** Members on a day, and the votes that they have together. */
export async function registerOn(
  db: Db | Tx,
  organisationId: string,
  day: string,
): Promise<{ members: number; votes: number }> {
  const { _count, _sum } = await db.member.aggregate({
    where: {
      organisationId,
      joinedOn: { lte: asDate(day) },
      OR: [{ leftOn: null }, { leftOn: { gt: asDate(day) } }],
    },
    _count: true,
    _sum: { votes: true },
  })
  return { members: _count, votes: _sum.votes ?? 0 }
}

type NewResolution = Omit<ResolutionView, 'minutesSha256'> & {
  runId: string
  minutesSha256: Uint8Array
  recordedAt: Date
}

export async function insertResolution(tx: Tx, resolution: NewResolution): Promise<void> {
  await tx.dividendResolution.create({
    data: {
      ...resolution,
      heldOn: asDate(resolution.heldOn),
      minutesSha256: new Uint8Array(resolution.minutesSha256),
    },
  })
}
