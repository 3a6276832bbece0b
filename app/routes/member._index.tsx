import { redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { requireActor } from '#app/doors/authorise.server.ts'

export function loader({ context, request }: LoaderFunctionArgs) {
  const { membership } = requireActor({ context, request }, 'member._index')
  return redirect(`/member/${membership?.organisationId}`)
}

/** The loader always leads elsewhere. A page, so that Remix draws a refusal with the boundary around it. */
export default function MemberDoor() {
  return null
}
