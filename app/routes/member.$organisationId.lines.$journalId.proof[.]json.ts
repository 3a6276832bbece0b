import type { LoaderFunctionArgs } from '@remix-run/node'
import { loadProof } from '#app/features/statements/entry.server.ts'
import { memberSelf } from '#app/features/statements/whose.server.ts'

/** 入账证明 of a journal that touches the member's own money and nobody else's. */
export async function loader(door: LoaderFunctionArgs) {
  const { of } = await memberSelf(door, 'member.$organisationId.lines.$journalId.proof[.]json')
  return loadProof({ context: door.context, of, journalId: door.params.journalId, viewer: 'member' })
}
