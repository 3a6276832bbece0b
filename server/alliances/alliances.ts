import { accept, refuse } from '#shared/result.ts'
import type { AlliancesDeps } from './deps.ts'
import { createFounding } from './founding.ts'
import { hasBegun, wrongSeats } from './rules.ts'
import * as store from './store.ts'
import type { TermsRow } from './store.ts'
import type {
  AllianceRefusal,
  Alliances,
  AllianceTerms,
  By,
  NewTerms,
  TermsSpan,
  TermsState,
} from './types.ts'

/** 抱团: who shares under one brand, from which month on and by which formula. See README.md. */
export function createAlliances(deps: AlliancesDeps): Alliances {
  const { db, registry } = deps

  async function withMembers({ id, alliance, fromMonth, baseBp, seats }: TermsRow): Promise<AllianceTerms> {
    const parties = await registry.collectives(seats.map(({ collectiveId }) => collectiveId))
    const members = seats.map(({ collectiveId, contribution }) => {
      const found = parties.find((one) => one.id === collectiveId)
      if (!found) throw new Error(`No collective ${collectiveId}`)
      const { villageKey, ...collective } = found
      return { collective, villageKey, contribution }
    })
    return { id, alliance, fromMonth, baseBp, members }
  }

  /** Terms never change once written, nor does the shop rename a collective, so that they may be remembered. */
  const known = new Map<string, AllianceTerms>()

  async function termsWith(id: string): Promise<AllianceTerms> {
    const found = known.get(id)
    if (found) return found
    const row = await store.findTerms(db, id)
    if (!row) throw new Error(`No terms ${id}`)
    const terms = await withMembers(row)
    known.set(id, terms)
    return terms
  }

  async function asSpan(row: TermsRow, newestId: string | null): Promise<TermsSpan> {
    const { followsId, reason, proposerId, proposerName, proposerCollectiveId, ...rest } = row
    const { proposedAt, deciderName, decidedAt } = rest
    return {
      ...(await withMembers(row)),
      ...{ followsId, reason, state: stateOf(row, newestId), proposerId, proposerName },
      ...{ proposerCollectiveId, proposedAt, deciderName, decidedAt },
    }
  }

  return {
    terms: termsWith,
    async termsOf(collectiveId, on) {
      const id = await store.termsIdOf(db, collectiveId, on)
      return id === null ? null : termsWith(id)
    },

    async termsOn(allianceId, on) {
      const id = await store.termsIdOn(db, allianceId, on)
      return id === null ? null : termsWith(id)
    },

    alliance: (key) => store.findAlliance(db, key),
    allianceOf: (collectiveId) => store.findAllianceOf(db, collectiveId),

    async history(allianceId) {
      const rows = await store.findHistory(db, allianceId)
      const newestId = newestOf(rows)?.id ?? null
      return Promise.all(rows.map((row) => asSpan(row, newestId)))
    },

    async foundings(collectiveId) {
      const rows = await store.findFoundings(db, collectiveId)
      return Promise.all(rows.map((row) => asSpan(row, null)))
    },
    seated: () => store.findSeated(db),

    propose: (terms, by) => propose(deps, terms, by),
    ...createFounding(deps),

    async decide({ termsId, decision }, by) {
      const terms = await store.findTerms(db, termsId)
      if (!terms) return refuse({ kind: 'terms_not_found' })
      const at = deps.clock.now()
      // The database lets first terms begin in the past, for alliances that are older than the shop; pages don't.
      if (decision === 'approved' && terms.followsId === null && hasBegun(terms.fromMonth, at))
        return refuse({ kind: 'month_begun' })
      const broken = await store.insertDecision(db, { termsId, decision, by, at })
      return broken === null ? accept({ decision }) : refuse(refusalOf(broken))
    },
  }
}

async function propose({ db, clock, ids, registry }: AlliancesDeps, terms: NewTerms, by: By) {
  const follows = await store.findTerms(db, terms.followsId)
  if (!follows || !follows.seats.some(({ collectiveId }) => collectiveId === by.collectiveId))
    return refuse({ kind: 'terms_not_found' })
  const newest = newestOf(await store.findHistory(db, follows.alliance.id))
  if (newest?.id !== follows.id) return refuse({ kind: 'terms_moved_on' })
  const at = clock.now()
  if (hasBegun(terms.fromMonth, at) || terms.fromMonth <= follows.fromMonth)
    return refuse({ kind: 'month_begun' })
  const wrong = await wrongSeats(registry, terms.seats)
  if (wrong) return refuse(wrong)
  if (isSame(terms, follows)) return refuse({ kind: 'terms_same' })

  const id = ids.next('terms')
  await db.$transaction((tx) =>
    store.insertTerms(tx, { ...terms, id, allianceId: follows.alliance.id, by, at }),
  )
  return accept({ termsId: id })
}

/** Of what is approved, in force or not yet, the one that is last. */
function newestOf(latestFirst: readonly TermsRow[]): TermsRow | undefined {
  return latestFirst.find(({ decision }) => decision === 'approved')
}

function stateOf({ decision, followsId }: TermsRow, newestId: string | null): TermsState {
  if (decision) return decision
  return followsId === newestId ? 'open' : 'overtaken'
}

function isSame(terms: Pick<NewTerms, 'baseBp' | 'seats'>, follows: TermsRow): boolean {
  const text = ({ baseBp, seats }: Pick<NewTerms, 'baseBp' | 'seats'>) =>
    JSON.stringify([
      baseBp,
      seats.map(({ collectiveId, contribution }) => `${collectiveId} ${contribution}`).toSorted(),
    ])
  return text(terms) === text(follows)
}

/** The database decides; this says it in words. */
function refusalOf(broken: string): AllianceRefusal {
  switch (broken) {
    case 'ALLIANCE_NOT_PROPOSER':
      return { kind: 'not_proposer' }
    case 'ALLIANCE_TWO_VILLAGES':
      return { kind: 'same_village' }
    case 'ALLIANCE_NOT_A_MEMBER':
      return { kind: 'terms_not_found' }
    case 'ALLIANCE_RETROACTIVE':
      return { kind: 'month_begun' }
    case 'ALLIANCE_TWICE':
      return { kind: 'village_taken' }
    case 'ALLIANCE_MOVED_ON':
      return { kind: 'terms_moved_on' }
    default:
      throw new Error(`The database refused with ${broken}`)
  }
}
