import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { formOf } from '#app/doors/form.server.ts'
import { textSizeCookie } from '#app/i18n/preferences.server.ts'
import { nextPath } from '#shared/sign-in.ts'

/** 大字, remembered for a year. */
export async function action({ request }: ActionFunctionArgs) {
  const form = await formOf(request)
  const size = form.get('size') === 'large' ? 'large' : 'normal'
  const setCookie = await textSizeCookie.serialize(size)
  return redirect(nextPath.parse(form.get('next')) ?? '/', {
    status: 303,
    headers: { 'Set-Cookie': setCookie },
  })
}

export function loader() {
  return redirect('/')
}
