import type { LoaderFunctionArgs } from '@remix-run/node'
import { loadProof } from '#app/features/statements/entry.server.ts'
import { personAt } from '#app/features/statements/whose.server.ts'

/** 入账证明 of a journal that touches one person's money, for who pays and for who audits. */
export async function loader(door: LoaderFunctionArgs) {
  const { of } = await personAt(door, 'coop.$organisationId.members.$partyId.lines.$journalId.proof[.]json')
  return loadProof({ context: door.context, of, journalId: door.params.journalId, viewer: 'staff' })
}
