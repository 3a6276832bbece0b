import { asDate, asDay } from '#shared/calendar.ts'
import { accept, refuse } from '#shared/result.ts'
import type { Db } from '../platform/db.ts'
import { organisationParty } from './party-store.ts'
import type { Registry } from './types.ts'

/** Who comes after whom. The database refuses chains and circles; a second one of the same collective is its key. */
export function successions(db: Db): Pick<Registry, 'recordSuccession' | 'successions'> {
  return {
    async recordSuccession({ fromId, toId, on, evidence, by, at }) {
      try {
        await db.succession.create({
          data: {
            ...{ fromId, toId, succeededOn: asDate(on), recordedAt: at },
            ...{ evidenceName: evidence.name, evidenceSha256: new Uint8Array(evidence.sha256) },
            ...{ recordedBy: by.userId, recordedByName: by.name },
          },
        })
        return accept(null)
      } catch (error) {
        if (!(error instanceof Error) || !/SUCCESSION_IMPOSSIBLE|registry_succession/.test(error.message))
          throw error
        return refuse({ kind: 'succession_impossible' })
      }
    },

    async successions() {
      const rows = await db.succession.findMany({
        include: { from: true, to: true },
        orderBy: [{ succeededOn: 'asc' }, { fromId: 'asc' }],
      })
      return rows.map(({ from, to, succeededOn, evidenceName, recordedByName }) => ({
        ...{ from: organisationParty(from), to: organisationParty(to), evidenceName, recordedByName },
        on: asDay(succeededOn),
      }))
    },
  }
}
