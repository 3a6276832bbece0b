import { redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { requireActor } from '#app/doors/authorise.server.ts'

export function loader({ context, request }: LoaderFunctionArgs) {
  requireActor({ context, request }, 'platform._index')
  return redirect('/platform/payouts')
}

/** The loader always leads elsewhere. A page, so that Remix draws a refusal with the boundary around it. */
export default function PlatformDoor() {
  return null
}
