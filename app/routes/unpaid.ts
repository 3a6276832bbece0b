import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { unpaidOf } from '#app/features/unpaid/unpaid.server.ts'

/** What this visitor has yet to pay for; asked again when news of it comes. */
export async function loader({ context }: LoaderFunctionArgs) {
  return json(await unpaidOf(context))
}
