import { redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { requireActor } from '#app/doors/authorise.server.ts'

export function loader({ context, request }: LoaderFunctionArgs) {
  const { membership } = requireActor({ context, request }, 'coop._index')
  return redirect(`/coop/${membership?.organisationId}`)
}
