import { createAdmission } from '#server/admission/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import { addDays, businessDay } from '#shared/calendar.ts'
import { aResidentId } from '#tests/make/admission.ts'
import { villages } from './content/villages.ts'
import { cooperativeBook } from './places.ts'

// Who may go on air in the demo: each village's secretary and its cooperative, verified by the platform's two operators.
// Invented all of it; the numbers' district 999999 does not exist, nor does that of the licences. Somebody who has just
// come to a village has submitted nothing yet (people.ts).

const TRAINED_DAYS_AGO = 60
/** A public official, who hosts for the public good and for nothing. */
const OFFICIAL = 'yiyou'
const operator = { userId: 'user_operator', name: '值班员' }
const clerk = { userId: 'user_cooperative', name: '许慧敏' }
const CREDIT_CODES = [
  '93999999MA0000001G',
  '93999999MA0000002K',
  '93999999MA0000003N',
  '93999999MA0000004R',
  '93999999MA0000005W',
  '93999999MA00000060',
  '93999999MA00000073',
]

type Parts = { db: Db; clock: Clock; ids: Ids; secret: string | undefined }

export async function seedAdmission({ db, clock, ids, secret }: Parts): Promise<void> {
  // Without the shop's secret nothing can be sealed that it could open.
  if (!secret) return
  const admission = createAdmission({ db, clock, ids, secret })
  const trainedOn = addDays(businessDay(clock.now()), -TRAINED_DAYS_AGO)
  for (const [at, { key, secretary }] of villages.entries()) {
    const userId = `user_secretary-${key}`
    const residentId = aResidentId(`198${at}-05-1${at}`, at)
    done(
      await admission.submitHost({
        ...{ userId, phone: secretary.phone, name: secretary.zh, residentId, consent: null },
        ...{ isOfficial: key === OFFICIAL, course: '农村电商主播岗前培训（示例）', trainedOn },
      }),
    )
    const [dossier] = await admission.hostDossiers(userId)
    const { dossierId } = dossier!
    done(await admission.decideHost({ dossierId, outcome: 'verified', residentId, by: operator }))

    const organisationId = `org_${cooperativeBook(key)}`
    const creditCode = CREDIT_CODES[at]!
    done(await admission.submitOperator({ organisationId, kind: 'licensed', creditCode, by: clerk }))
    const [shown] = await admission.operatorDossiers(organisationId)
    const decision = { dossierId: shown!.dossierId, outcome: 'verified' as const }
    done(await admission.decideOperator({ ...decision, by: operator }))
  }
}

function done(answer: { ok: true } | { ok: false; refusal: { kind: string } }): void {
  if (!answer.ok) throw new Error(answer.refusal.kind)
}
