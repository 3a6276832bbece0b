import { RemixBrowser } from '@remix-run/react'
import { startTransition, StrictMode, useLayoutEffect } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { createI18n, toLocale } from './i18n/create-i18n.ts'
import { loadMessages } from './i18n/load-messages.ts'
import { rememberTyped } from './replay-typed.ts'

const locale = toLocale(document.documentElement.lang)
const i18n = createI18n(locale, await loadMessages(locale))

const replayTyped = rememberTyped(document)

function App() {
  // In the first commit: whatever draws a field anew after it would put its value back.
  useLayoutEffect(replayTyped, [])
  return (
    <I18nextProvider i18n={i18n}>
      <RemixBrowser />
    </I18nextProvider>
  )
}

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <App />
    </StrictMode>,
  )
})

// The page for when there is no network; while developing it would only hide that the server is down.
if (import.meta.env.PROD && 'serviceWorker' in navigator)
  void navigator.serviceWorker.register('/offline-worker.js')
