import { createHash } from 'node:crypto'
import type { Db } from '#server/platform/db.ts'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** A number with the right check of somebody who can't be: no district has the code 999999. */
export function aResidentId(bornOn: string, serial = 1): string {
  const digits = `999999${bornOn.replaceAll('-', '')}${String(serial).padStart(3, '0')}`
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0)
  return `${digits}${'10X98765432'[sum % 11]}`
}

const CHECKED_BY = { byUserId: 'user_checker', byName: '复核员' }
const LONG_AGO = new Date('2026-01-02T02:00:00.000Z')
const YEARS_AHEAD = new Date('2030-01-01T00:00:00.000Z')

/** A host whose dossier is verified, once for a database; trained so late that no test outlives it. */
export async function aVerifiedHost(db: Db, userId: string, { isOfficial = false } = {}): Promise<void> {
  const id = `dossier_${userId}`
  const hashOf = (text: string) => new Uint8Array(createHash('sha256').update(`${userId} ${text}`).digest())
  const dossier = {
    ...{ id, userId, name: '林小满', residentIdSealed: new Uint8Array(), residentIdTail: '0011' },
    ...{ residentIdHash: hashOf('number'), phoneHash: hashOf('phone'), isOfficial },
    ...{ bornOn: new Date('1990-03-07'), course: '主播岗前培训' },
    ...{ trainedOn: YEARS_AHEAD, submittedAt: YEARS_AHEAD },
  }
  await db.hostDossier.createMany({ data: [dossier], skipDuplicates: true })
  const decision = { dossierId: id, outcome: 'verified', reason: '', at: LONG_AGO, ...CHECKED_BY }
  await db.hostDecision.createMany({ data: [decision], skipDuplicates: true })
}

/** An organisation whose licence is verified, once for a database. */
export async function aVerifiedOperator(db: Db, organisationId: string): Promise<void> {
  const id = `dossier_${organisationId}`
  const dossier = {
    ...{ id, organisationId, kind: 'licensed', creditCode: '93999999MA0000000D', submittedAt: LONG_AGO },
    ...{ submittedById: 'user_accountant', submittedByName: '许慧敏' },
  }
  await db.operatorDossier.createMany({ data: [dossier], skipDuplicates: true })
  const decision = { dossierId: id, outcome: 'verified', reason: '', at: LONG_AGO, ...CHECKED_BY }
  await db.operatorDecision.createMany({ data: [decision], skipDuplicates: true })
}
