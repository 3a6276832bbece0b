import { createCookie } from '@remix-run/node'
import { RemixI18Next } from 'remix-i18next/server'
import { defaultLocale, locale as localeSchema, type Locale } from '#shared/locale.ts'
import { toLocale } from './create-i18n.ts'

const ONE_YEAR_SEC = 365 * 24 * 3600
const preference = { path: '/', sameSite: 'lax', httpOnly: true, maxAge: ONE_YEAR_SEC } as const

export const localeCookie = createCookie('locale', preference)
export const textSizeCookie = createCookie('text', preference)

const detection = new RemixI18Next({
  detection: {
    supportedLanguages: localeSchema.options,
    fallbackLanguage: defaultLocale,
    // A shop of Chinese villages greets in Chinese whatever the browser prefers; the switch is one tap away.
    order: ['searchParams', 'cookie'],
    cookie: localeCookie,
  },
})

export async function localeOf(request: Request): Promise<Locale> {
  return toLocale(await detection.getLocale(request))
}

export async function wantsLargeText(request: Request): Promise<boolean> {
  return (await textSizeCookie.parse(request.headers.get('cookie'))) === 'large'
}
