import { json, type LoaderFunctionArgs } from '@remix-run/node'

/** More days than there will be: who mirrors the heads wants all of them. */
const ALL = 1_000_000

/** Every published head, oldest first, and what the last checks found, for any other tool. */
export async function loader({ context }: LoaderFunctionArgs) {
  const { proofs } = context.services
  const [heads, checks] = await Promise.all([proofs.heads({ limit: ALL }), proofs.lastChecks()])
  return json(
    { publicKey: proofs.publicKey, heads: heads.toReversed(), checks },
    { headers: { 'Cache-Control': 'public, max-age=60' } },
  )
}
