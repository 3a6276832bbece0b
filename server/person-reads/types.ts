import type { Role } from '#shared/roles.ts'

/** What reads of people's data are of: one person, or all who belong to an organisation. */
export type ReadOf = { organisationId: string; subjectParty: string | null }

/** `subjectUserId`: whose dossier as a host it was, who is no party of the ledger */
export type PersonRead = ReadOf & {
  subjectUserId?: string
  reader: { userId: string; name: string; role: Role }
  /** the route, as in shared/policy-table.ts */
  page: string
}

export type PersonReadView = {
  readId: string
  at: string
  readerName: string
  readerRole: Role
  subjectParty: string | null
  page: string
}

export type PersonReads = {
  /** In the request that reads, before it answers: what can't be written down is not shown. */
  record(reads: readonly PersonRead[]): Promise<void>
  /** who read what somebody submitted to be a host; newest first */
  ofUser(userId: string, page: Page): Promise<PersonReadView[]>
  /** who read this person's data in an organisation, lists that it was in as well; newest first */
  of(subject: { organisationId: string; partyId: string }, page: Page): Promise<PersonReadView[]>
  /** all of an organisation's, for its auditor; newest first */
  inOrganisation(organisationId: string, page: Page): Promise<PersonReadView[]>
}
/** `before`: the id of the last one of the page before */
export type Page = { before?: string; limit: number }
