import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { formOf } from '#app/doors/form.server.ts'
import { toLocale } from '#app/i18n/create-i18n.ts'
import { localeCookie } from '#app/i18n/preferences.server.ts'
import { nextPath } from '#shared/sign-in.ts'

/** 中文 ↔ English, remembered for a year. */
export async function action({ context, request }: ActionFunctionArgs) {
  const form = await formOf(request)
  const locale = toLocale(form.get('locale')?.toString())
  if (context.actor) await context.services.identity.setLocale(context.actor.userId, locale)
  const setCookie = await localeCookie.serialize(locale)
  return redirect(nextPath.parse(form.get('next')) ?? '/', {
    status: 303,
    headers: { 'Set-Cookie': setCookie },
  })
}

export function loader() {
  return redirect('/')
}
