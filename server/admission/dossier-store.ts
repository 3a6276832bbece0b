import type { Prisma } from '#prisma/generated/client.ts'
import type { HostDossierView, OperatorDossierView, OperatorKind, Verdict } from '#shared/admission.ts'
import { asDay } from '#shared/calendar.ts'
import type { Db } from '#server/platform/db.ts'

export type DossierStore = ReturnType<typeof createDossierStore>
type Asked = { isDecided: boolean; limit: number }

const withDecision = { decision: true } as const
const withOrganisation = {
  decision: true,
  organisation: { select: { nameZh: true, nameEn: true } },
} satisfies Prisma.OperatorDossierInclude

/** What waits is oldest first, for it has waited longest. */
const inOrder = ({ isDecided, limit }: Asked) => {
  const order = isDecided ? ('desc' as const) : ('asc' as const)
  return { orderBy: [{ submittedAt: order }, { id: order }], take: limit }
}
const whetherDecided = ({ isDecided }: Asked) => ({ decision: isDecided ? { isNot: null } : { is: null } })
const newestFirst = { orderBy: [{ submittedAt: 'desc' as const }, { id: 'desc' as const }] }

export function createDossierStore(db: Db) {
  return { ...hostStore(db), ...operatorStore(db) }
}

function hostStore(db: Db) {
  return {
    addHost: async (data: Prisma.HostDossierUncheckedCreateInput) =>
      void (await db.hostDossier.create({ data })),
    hostWaits: async (userId: string) =>
      (await db.hostDossier.count({ where: { userId, decision: { is: null } } })) > 0,
    host: (id: string) =>
      db.hostDossier.findUnique({
        where: { id },
        select: {
          userId: true,
          residentIdHash: true,
          phoneHash: true,
          decision: { select: { outcome: true } },
        },
      }),
    /** @returns false: it has been decided */
    async decideHost(decision: Prisma.HostDecisionUncheckedCreateInput): Promise<boolean> {
      const { count } = await db.hostDecision.createMany({ data: [decision], skipDuplicates: true })
      return count === 1
    },
    async hostsOf(userId: string): Promise<HostDossierView[]> {
      const rows = await db.hostDossier.findMany({ where: { userId }, include: withDecision, ...newestFirst })
      return rows.map(hostView)
    },
    async hosts(asked: Asked): Promise<HostDossierView[]> {
      const rows = await db.hostDossier.findMany({
        ...{ where: whetherDecided(asked), include: withDecision },
        ...inOrder(asked),
      })
      return rows.map(hostView)
    },
  }
}

function operatorStore(db: Db) {
  return {
    addOperator: async (data: Prisma.OperatorDossierUncheckedCreateInput) =>
      void (await db.operatorDossier.create({ data })),
    operatorWaits: async (organisationId: string) =>
      (await db.operatorDossier.count({ where: { organisationId, decision: { is: null } } })) > 0,
    operator: (id: string) =>
      db.operatorDossier.findUnique({ where: { id }, select: { submittedById: true, organisationId: true } }),
    /** @returns false: it has been decided */
    async decideOperator(decision: Prisma.OperatorDecisionUncheckedCreateInput): Promise<boolean> {
      const { count } = await db.operatorDecision.createMany({ data: [decision], skipDuplicates: true })
      return count === 1
    },
    /** the newest that was verified; null: none was */
    licenceOf: (organisationId: string) =>
      db.operatorDossier.findFirst({
        ...{ where: { organisationId, decision: { is: { outcome: 'verified' } } }, ...newestFirst },
        select: { creditCode: true },
      }),
    async operatorsOf(organisationId: string): Promise<OperatorDossierView[]> {
      const rows = await db.operatorDossier.findMany({
        ...{ where: { organisationId }, include: withOrganisation },
        ...newestFirst,
      })
      return rows.map(operatorView)
    },
    async operators(asked: Asked): Promise<OperatorDossierView[]> {
      const rows = await db.operatorDossier.findMany({
        ...{ where: whetherDecided(asked), include: withOrganisation },
        ...inOrder(asked),
      })
      return rows.map(operatorView)
    },
  }
}

type Decided = { outcome: string; reason: string; at: Date; byName: string }
const verdictOf = (decision: Decided | null): Verdict | null =>
  decision && {
    outcome: decision.outcome as Verdict['outcome'],
    ...{ reason: decision.reason, at: decision.at.toISOString(), byName: decision.byName },
  }

function hostView(row: Prisma.HostDossierGetPayload<{ include: typeof withDecision }>): HostDossierView {
  const { id, userId, name, residentIdTail, isOfficial, consentName, course } = row
  return {
    ...{ dossierId: id, userId, name, residentIdTail, isOfficial, consentName, course },
    ...{ bornOn: asDay(row.bornOn), trainedOn: asDay(row.trainedOn) },
    submittedAt: row.submittedAt.toISOString(),
    decision: verdictOf(row.decision),
  }
}

type OperatorRow = Prisma.OperatorDossierGetPayload<{ include: typeof withOrganisation }>
function operatorView(row: OperatorRow): OperatorDossierView {
  const { id, organisation, kind, creditCode, submittedAt, submittedByName, decision } = row
  return {
    dossierId: id,
    organisationName: { zh: organisation.nameZh, en: organisation.nameEn },
    kind: kind as OperatorKind,
    ...{ creditCode, submittedByName, submittedAt: submittedAt.toISOString() },
    decision: verdictOf(decision),
  }
}
