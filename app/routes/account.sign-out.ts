import { redirect, type ActionFunctionArgs } from '@remix-run/node'

export async function action({ context, request }: ActionFunctionArgs) {
  const { setCookie } = await context.services.identity.signOut(request.headers)
  const headers = new Headers(setCookie.map((cookie): [string, string] => ['Set-Cookie', cookie]))
  return redirect('/', { status: 303, headers })
}

export function loader() {
  return redirect('/account')
}
