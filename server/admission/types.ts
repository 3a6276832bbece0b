import type { HostDossierView, ListingView, OperatorDossierView } from '#shared/admission.ts'
import type { Result } from '#shared/result.ts'

export type By = { userId: string; name: string }

export type HostSubmission = {
  userId: string
  phone: string
  name: string
  residentId: string
  isOfficial: boolean
  /** a guardian's, for whoever is under 18 */
  consent: { name: string; sha256: Uint8Array } | null
  course: string
  trainedOn: string
}
export type OperatorSubmission = { organisationId: string; by: By } & (
  { kind: 'licensed'; creditCode: string } | { kind: 'self_produced' }
)

export type SubmitRefusal =
  | { kind: 'dossier_waiting' }
  | { kind: 'host_too_young' }
  | { kind: 'guardian_consent_missing' }
  | { kind: 'training_ahead' }
export type DecideRefusal =
  { kind: 'dossier_not_found' } | { kind: 'dossier_decided' } | { kind: 'own_dossier' }
export type ListRefusal =
  { kind: 'dossier_not_found' } | { kind: 'dossier_not_verified' } | { kind: 'until_past' }
export type AppealRefusal = { kind: 'listing_not_found' } | { kind: 'appealed_before' }
export type AppealDecideRefusal =
  { kind: 'listing_not_found' } | { kind: 'appeal_decided' } | { kind: 'own_listing' }

type Refused = { outcome: 'refused'; reason: string }
/** `Seen`: what whoever verifies has seen of it */
type Decision<Seen = unknown> = { dossierId: string; by: By } & (({ outcome: 'verified' } & Seen) | Refused)

export type Admission = {
  /** One that waits is decided before the next is taken. */
  submitHost(submission: HostSubmission): Promise<Result<null, SubmitRefusal>>
  /** @param decision.residentId as read from the card, by whoever verifies */
  decideHost(
    decision: Decision<{ residentId: string }>,
  ): Promise<Result<null, DecideRefusal | { kind: 'resident_id_differs' }>>
  /** somebody's own, newest first */
  hostDossiers(userId: string): Promise<HostDossierView[]>
  submitOperator(submission: OperatorSubmission): Promise<Result<null, { kind: 'dossier_waiting' }>>
  decideOperator(decision: Decision): Promise<Result<null, DecideRefusal>>
  operatorDossiers(organisationId: string): Promise<OperatorDossierView[]>
  /** what was verified last, as it was a minute ago at most; `creditCode` is null of who needs none; null: nothing was */
  licenceOf(organisationId: string): Promise<{ creditCode: string | null } | null>
  /** By the identity and the phone of a verified dossier, whatever account comes with them later. */
  list(listing: {
    dossierId: string
    reason: string
    until: Date
    by: By
  }): Promise<Result<null, ListRefusal>>
  /** in force, of whoever has submitted the same identity or phone */
  listingsOf(userId: string): Promise<ListingView[]>
  appeal(appeal: { listingId: string; userId: string; text: string }): Promise<Result<null, AppealRefusal>>
  decideAppeal(decision: {
    listingId: string
    outcome: 'upheld' | 'lifted'
    reason: string
    by: By
  }): Promise<Result<null, AppealDecideRefusal>>
  /** For the platform: what waits, oldest first, and what is decided, newest first. */
  desk(limit: number): Promise<AdmissionDesk>
}

export type AdmissionDesk = {
  hostsWaiting: HostDossierView[]
  operatorsWaiting: OperatorDossierView[]
  hostsDecided: HostDossierView[]
  operatorsDecided: OperatorDossierView[]
  /** those whose appeal waits first */
  listings: ListingView[]
}
