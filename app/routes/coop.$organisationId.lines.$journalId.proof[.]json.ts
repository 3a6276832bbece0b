import type { LoaderFunctionArgs } from '@remix-run/node'
import { loadProof } from '#app/features/statements/entry.server.ts'
import { organisationsOwn } from '#app/features/statements/whose.server.ts'

/** 入账证明 of a journal that touches the organisation's own money. */
export async function loader(door: LoaderFunctionArgs) {
  const { of, viewer } = await organisationsOwn(door, 'coop.$organisationId.lines.$journalId.proof[.]json')
  return loadProof({ context: door.context, of, journalId: door.params.journalId, viewer })
}
