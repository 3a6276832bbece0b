import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteLoaderData,
  type ShouldRevalidateFunctionArgs,
} from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocale } from './i18n/use-locale.ts'
import { wantsLargeText } from './i18n/preferences.server.ts'
import { translator } from './i18n/translate.server.ts'
import { ErrorPage } from './ui/error-page.tsx'
import { useNonce } from './ui/nonce.ts'
import styles from './styles/tailwind.css?url'

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  { rel: 'apple-touch-icon', href: '/apple-touch-icon.png' },
  { rel: 'manifest', href: '/manifest.webmanifest' },
]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const [{ t, locale }, largeText] = await Promise.all([translator(request), wantsLargeText(request)])
  return {
    locale,
    words: context.wordsFile(locale),
    largeText,
    demo: context.demo,
    actorName: context.actor?.name ?? null,
    title: t('common:shop.title'),
    description: t('common:shop.description'),
  }
}

/** Only a form can change what is here: who is signed in, the language, the size of the text. */
export function shouldRevalidate({ formMethod, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return formMethod ? defaultShouldRevalidate : false
}

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: data.title }, { name: 'description', content: data.description }] : []

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce()
  const locale = useLocale()
  const { t } = useTranslation()
  const shown = useRouteLoaderData<typeof loader>('root')
  return (
    <html lang={locale} className={shown?.largeText ? 'text-large' : undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#faf6ee" />
        <meta property="csp-nonce" nonce={nonce} suppressHydrationWarning />
        <Meta />
        <Links />
        {shown?.words && <link rel="modulepreload" href={shown.words} />}
      </head>
      <body>
        <a
          href="#main"
          className="bg-ink text-paper rounded-control absolute top-2 left-2 z-50 -translate-y-20 px-4 py-3 focus:translate-y-0"
        >
          {t('common:skipToContent')}
        </a>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export default function App() {
  return <Outlet />
}

export function ErrorBoundary() {
  return (
    <main id="main">
      <ErrorPage />
    </main>
  )
}
