import { timingSafeEqual } from 'node:crypto'
import { asDate, businessDay } from '#shared/calendar.ts'
import { bornOn } from '#shared/admission.ts'
import { accept, refuse } from '#shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import { createRemembered } from '#server/platform/remembered.ts'
import { createVault, type Vault } from '#server/platform/vault.ts'
import { createFingerprint } from './fingerprint.ts'
import { createListings } from './listings.ts'
import { createDossierStore, type DossierStore } from './dossier-store.ts'
import { createListingStore } from './listing-store.ts'
import type { Admission, HostSubmission } from './types.ts'

type Deps = { db: Db; clock: Clock; ids: Pick<Ids, 'next'>; secret: string }
type Hosts = Pick<Admission, 'submitHost' | 'decideHost' | 'hostDossiers'>
type Operators = Pick<Admission, 'submitOperator' | 'decideOperator' | 'operatorDossiers' | 'licenceOf'>
type Keeping = {
  store: DossierStore
  vault: Vault
  fingerprint: ReturnType<typeof createFingerprint>
} & Pick<Deps, 'clock' | 'ids'>

const LEAST_AGE = 16
const OF_AGE = 18
/** Each page of a crowded room names it. */
const LICENCE_MS = 60_000

/** 开播资格: who may go on air. What lacks is told by admission_missing() in the database, which also refuses. */
export function createAdmission({ db, clock, ids, secret }: Deps): Admission {
  const store = createDossierStore(db)
  const listings = createListingStore(db)
  const fingerprint = createFingerprint(secret)
  const keeping = { store, clock, ids, fingerprint, vault: createVault(secret, 'resident-id-v1') }
  return {
    ...createHosts(keeping),
    ...createOperators(keeping),
    ...createListings({ store: listings, dossiers: store, clock, ids }),
    async desk(limit) {
      const [hostsWaiting, operatorsWaiting, hostsDecided, operatorsDecided, listed] = await Promise.all([
        store.hosts({ isDecided: false, limit }),
        store.operators({ isDecided: false, limit }),
        store.hosts({ isDecided: true, limit }),
        store.operators({ isDecided: true, limit }),
        listings.all(limit),
      ])
      return { hostsWaiting, operatorsWaiting, hostsDecided, operatorsDecided, listings: listed }
    },
  }
}

function createHosts({ store, vault, fingerprint, clock, ids }: Keeping): Hosts {
  return {
    async submitHost({ phone, residentId, consent, ...said }) {
      const at = clock.now()
      const wrong = wrongWith({ residentId, consent, trainedOn: said.trainedOn }, businessDay(at))
      if (wrong) return refuse({ kind: wrong })
      if (await store.hostWaits(said.userId)) return refuse({ kind: 'dossier_waiting' })
      const id = ids.next('dossier')
      await store.addHost({
        ...{
          ...said,
          id,
          submittedAt: at,
          trainedOn: asDate(said.trainedOn),
          bornOn: asDate(bornOn(residentId)),
        },
        residentIdSealed: vault.seal(new TextEncoder().encode(residentId), id),
        residentIdHash: fingerprint('resident_id', residentId),
        residentIdTail: residentId.slice(-4),
        phoneHash: fingerprint('phone', phone),
        ...{ consentName: consent?.name ?? null, consentSha256: consent && new Uint8Array(consent.sha256) },
      })
      return accept(null)
    },

    async decideHost({ dossierId, by, ...said }) {
      const dossier = await store.host(dossierId)
      if (!dossier) return refuse({ kind: 'dossier_not_found' })
      if (dossier.userId === by.userId) return refuse({ kind: 'own_dossier' })
      if (
        said.outcome === 'verified' &&
        !timingSafeEqual(dossier.residentIdHash, fingerprint('resident_id', said.residentId))
      )
        return refuse({ kind: 'resident_id_differs' })
      const decision = { outcome: said.outcome, reason: reasonOf(said), at: clock.now(), ...signed(by) }
      const isFirst = await store.decideHost({ dossierId, ...decision })
      return isFirst ? accept(null) : refuse({ kind: 'dossier_decided' })
    },

    hostDossiers: store.hostsOf,
  }
}

function createOperators({ store, clock, ids }: Keeping): Operators {
  const licences = createRemembered({ clock, forMs: LICENCE_MS }, store.licenceOf)
  return {
    async submitOperator({ organisationId, by, ...said }) {
      if (await store.operatorWaits(organisationId)) return refuse({ kind: 'dossier_waiting' })
      await store.addOperator({
        ...{ id: ids.next('dossier'), organisationId, kind: said.kind, submittedAt: clock.now() },
        creditCode: said.kind === 'licensed' ? said.creditCode : null,
        ...{ submittedById: by.userId, submittedByName: by.name },
      })
      return accept(null)
    },

    async decideOperator({ dossierId, by, ...said }) {
      const dossier = await store.operator(dossierId)
      if (!dossier) return refuse({ kind: 'dossier_not_found' })
      if (dossier.submittedById === by.userId) return refuse({ kind: 'own_dossier' })
      const decision = { outcome: said.outcome, reason: reasonOf(said), at: clock.now(), ...signed(by) }
      const isFirst = await store.decideOperator({ dossierId, ...decision })
      licences.forget(dossier.organisationId)
      return isFirst ? accept(null) : refuse({ kind: 'dossier_decided' })
    },

    operatorDossiers: store.operatorsOf,
    licenceOf: licences.get,
  }
}

type Said = { outcome: 'verified' } | { outcome: 'refused'; reason: string }
const reasonOf = (said: Said) => (said.outcome === 'refused' ? said.reason : '')
const signed = ({ userId, name }: { userId: string; name: string }) => ({ byUserId: userId, byName: name })

type Judged = Pick<HostSubmission, 'residentId' | 'consent' | 'trainedOn'>

/** What the constraints of the table refuse as well, in words. */
function wrongWith({ residentId, consent, trainedOn }: Judged, today: string) {
  const age = ageOn(today, bornOn(residentId))
  if (age < LEAST_AGE) return 'host_too_young'
  if (age < OF_AGE && !consent) return 'guardian_consent_missing'
  return trainedOn > today ? 'training_ahead' : null
}

/** Whole years, as texts compare: who was born on 29 February comes of age on 1 March. */
function ageOn(today: string, born: string): number {
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4))
  return today.slice(5) >= born.slice(5) ? years : years - 1
}
