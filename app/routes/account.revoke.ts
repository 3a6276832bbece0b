import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { OTHER_LOGIN_SESSIONS, revokeRequest } from '#shared/sign-in.ts'

/** Ends one of one's own login sessions, or all but this one. */
export async function action({ context, request }: ActionFunctionArgs) {
  requireActor({ context, request }, 'account.revoke')
  const { identity } = context.services
  const asked = revokeRequest.safeParse(Object.fromEntries(await formOf(request)))
  if (!asked.success) return redirect('/account', 303)

  const { loginSession } = asked.data
  if (loginSession === OTHER_LOGIN_SESSIONS) await identity.revokeOtherLoginSessions(request.headers)
  else await identity.revokeLoginSession(request.headers, loginSession)
  return redirect('/account', 303)
}

export function loader() {
  return redirect('/account')
}
