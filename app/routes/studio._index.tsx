import { redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { requireActor } from '#app/doors/authorise.server.ts'

/** A secretary has one village as a rule; the first one's page links nowhere else, so it is where they land. */
export function loader({ context, request }: LoaderFunctionArgs) {
  const { membership } = requireActor({ context, request }, 'studio._index')
  return redirect(`/studio/${membership?.villageId}`)
}

/** The loader always leads elsewhere. A page, so that Remix draws a refusal with the boundary around it. */
export default function StudioDoor() {
  return null
}
