import { asDay } from '#shared/calendar.ts'
import { fen } from '#shared/money.ts'
import type { Db } from '../platform/db.ts'
import { tallyOf } from './assembly-store.ts'
import { runOf, withPeriod } from './run-store.ts'
import type {
  Choice,
  DocumentKind,
  MemberPart,
  PaymentView,
  PublishedRun,
  RemarkView,
  ResolutionView,
  RunState,
  RunView,
} from './types.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const named = (row: { nameZh: string; nameEn: string }) => ({ zh: row.nameZh, en: row.nameEn })

type ResolutionRow = NonNullable<Awaited<ReturnType<Db['dividendResolution']['findFirst']>>>

function resolutionView(row: ResolutionRow): ResolutionView {
  return {
    body: row.body as ResolutionView['body'],
    matter: row.matter as ResolutionView['matter'],
    heldOn: asDay(row.heldOn),
    members: row.members,
    representatives: row.representatives,
    attended: row.attended,
    votesTotal: row.votesTotal,
    votesFor: row.votesFor,
    votesAgainst: row.votesAgainst,
    votesAbstained: row.votesAbstained,
    minutesName: row.minutesName,
    minutesSha256: hex(row.minutesSha256),
    recordedBy: row.recordedBy,
  }
}

export async function partsOfRun(db: Db, runId: string): Promise<MemberPart[]> {
  const rows = await db.entitlement.findMany({
    where: { runId },
    include: { member: true },
    orderBy: [{ memberId: 'asc' }, { basis: 'desc' }],
  })
  return rows.map((row) => ({
    memberId: row.memberId,
    partyId: row.member.partyId,
    name: named(row.member),
    basis: row.basis as MemberPart['basis'],
    weight: Number(row.weight),
    amountFen: fen(row.amountFen),
    beforeFen: fen(row.beforeFen),
  }))
}

async function paymentsOf(db: Db, runId: string): Promise<PaymentView[]> {
  const rows = await db.dividendPayment.findMany({
    where: { runId },
    include: { member: true },
    orderBy: { memberId: 'asc' },
  })
  return rows.map((row) => ({
    paymentId: row.id,
    memberId: row.memberId,
    name: named(row.member),
    amountFen: fen(row.amountFen),
    state: row.state as PaymentView['state'],
    reference: row.reference,
    journalId: row.journalId,
    paidAt: row.paidAt && row.paidAt.toISOString(),
    receiptSha256: row.receiptSha256 && hex(row.receiptSha256),
  }))
}

async function remarksOf(db: Db, runId: string): Promise<RemarkView[]> {
  const rows = await db.dividendRemark.findMany({
    where: { runId },
    include: { member: true },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  })
  return rows.map((row) => ({
    remarkId: row.id,
    memberId: row.memberId,
    name: named(row.member),
    kind: row.kind as RemarkView['kind'],
    text: row.text,
    at: row.at.toISOString(),
    answer: row.answer,
    answeredBy: row.answeredBy,
  }))
}

export async function findRunView(db: Db, runId: string): Promise<Omit<RunView, 'register'> | null> {
  const row = await db.dividendRun.findFirst({
    where: { id: runId },
    include: {
      ...withPeriod,
      resolution: true,
      documents: { orderBy: { addedAt: 'asc' } },
      events: { orderBy: { id: 'asc' } },
    },
  })
  if (!row) return null
  const [parts, remarks, tally, payments] = await Promise.all([
    partsOfRun(db, runId),
    remarksOf(db, runId),
    tallyOf(db, runId),
    paymentsOf(db, runId),
  ])
  return {
    ...runOf(row),
    documents: row.documents.map(({ kind, name, sha256 }) => ({
      kind: kind as DocumentKind,
      name,
      sha256: hex(sha256),
    })),
    parts,
    remarks,
    tally,
    resolution: row.resolution && resolutionView(row.resolution),
    payments,
    events: row.events.map(({ state, actorName, at }) => ({
      state: state as RunState,
      actorName,
      at: at.toISOString(),
    })),
  }
}

export async function findBallot(
  db: Db,
  runId: string,
  memberId: string,
): Promise<{ choice: Choice; castAt: string } | null> {
  const row = await db.dividendVote.findFirst({ where: { runId, memberId } })
  return row && { choice: row.choice as Choice, castAt: row.castAt.toISOString() }
}

export async function findPublished(db: Db, organisationId: string): Promise<PublishedRun[]> {
  const rows = await db.dividendRun.findMany({
    where: { state: 'published', period: { organisationId } },
    include: {
      ...withPeriod,
      resolution: true,
      events: { where: { state: 'published' } },
      entitlements: { select: { memberId: true }, distinct: ['memberId'] },
    },
    orderBy: [{ period: { fromOn: 'desc' } }, { seq: 'desc' }],
  })
  return rows.map((row) => ({
    ...runOf(row),
    resolution: row.resolution && resolutionView(row.resolution),
    memberCount: row.entitlements.length,
    publishedAt: row.events[0]!.at.toISOString(),
  }))
}
