import type { Clock } from '../platform/clock.ts'
import type { Db } from '../platform/db.ts'
import { findReads, insertReads } from './store.ts'
import type { PersonReads } from './types.ts'

/** 查阅记录: who looked at a person's data. A person's own looks are not in it. */
export function createPersonReads({ db, clock }: { db: Db; clock: Clock }): PersonReads {
  return {
    record: (reads) => insertReads(db, reads, clock.now()),
    ofUser: (subjectUserId, page) => findReads(db, { subjectUserId }, page),
    of: ({ organisationId, partyId }, page) =>
      findReads(
        db,
        { organisationId, OR: [{ subjectParty: partyId }, { subjectParty: null, subjectUserId: null }] },
        page,
      ),
    inOrganisation: (organisationId, page) => findReads(db, { organisationId }, page),
  }
}
