import { accept, refuse } from '#shared/result.ts'
import type { Tx } from '../platform/db.ts'
import type { AlliancesDeps } from './deps.ts'
import { hasBegun, wrongSeats } from './rules.ts'
import * as store from './store.ts'
import type { Alliance, Alliances, By, FirstTerms } from './types.ts'

type First = { alliance: Alliance; terms: FirstTerms & { id: string }; by: By; at: Date }

async function writeFirst(tx: Tx, { alliance, terms, by, at }: First): Promise<void> {
  await store.insertAlliance(tx, alliance)
  await store.insertTerms(tx, { ...terms, allianceId: alliance.id, followsId: null, by, at })
}

/** How an alliance comes to be: two of its villages agree on its first terms. */
export function createFounding(deps: AlliancesDeps): Pick<Alliances, 'proposeAlliance' | 'found'> {
  const { db, clock, ids, registry } = deps
  return {
    async proposeAlliance(draft, terms, by) {
      const at = clock.now()
      if (hasBegun(terms.fromMonth, at)) return refuse({ kind: 'month_begun' })
      const wrong = await wrongSeats(registry, terms.seats)
      if (wrong) return refuse(wrong)
      if (!terms.seats.some(({ collectiveId }) => collectiveId === by.collectiveId))
        return refuse({ kind: 'not_at_table' })
      const seated = await store.findSeated(db)
      if (terms.seats.some(({ collectiveId }) => seated.has(collectiveId)))
        return refuse({ kind: 'village_taken' })

      const id = ids.next('alliance')
      const alliance = { ...draft, id, key: id.replace(/^alliance_/, '') }
      const termsId = ids.next('terms')
      await db.$transaction((tx) => writeFirst(tx, { alliance, terms: { ...terms, id: termsId }, by, at }))
      return accept({ termsId })
    },

    async found(alliance, terms, { proposer, decider }) {
      const at = clock.now()
      const termsId = ids.next('terms')
      await db.$transaction(async (tx) => {
        await writeFirst(tx, { alliance, terms: { ...terms, id: termsId }, by: proposer, at })
        const broken = await store.insertDecision(tx, { termsId, decision: 'approved', by: decider, at })
        if (broken) throw new Error(`Not founded: ${broken}`)
      })
    },
  }
}
