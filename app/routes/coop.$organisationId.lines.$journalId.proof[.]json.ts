import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'

const journalIdParam = z.uuid()

/** 入账证明, as a file: of a journal that touches the organisation's own money only. */
export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const organisationId = params.organisationId ?? ''
  requireActor({ context, request }, 'coop.$organisationId.lines.$journalId.proof[.]json', {
    organisationId,
  })
  const journalId = journalIdParam.safeParse(params.journalId)
  if (!journalId.success) return notFound()

  const { proofs, registry, revenueShare } = context.services
  const organisation = (await registry.organisation(organisationId)) ?? notFound()
  const earned = await revenueShare.earnedBy(organisation.partyId, journalId.data)
  const proof = (earned && (await proofs.proofOf(journalId.data))) ?? notFound()
  const name = `shanhuo-proof-${proof.head.when.slice(0, 10)}-${proof.seq}.json`
  return json(proof, {
    headers: {
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'private, no-store',
    },
  })
}
