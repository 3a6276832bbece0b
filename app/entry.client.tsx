import { RemixBrowser } from '@remix-run/react'
import { startTransition, StrictMode, useLayoutEffect } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { createI18n, toLocale } from './i18n/create-i18n.ts'
import { loadMessages } from './i18n/load-messages.ts'
import { rememberTyped } from './replay-typed.ts'

const locale = toLocale(document.documentElement.lang)
const [messages] = await Promise.all([loadMessages(locale), dataRead()])
const i18n = createI18n(locale, messages)

const replayTyped = rememberTyped(document)

/**
 * Remix reads the page's data when it is first to draw, and suspends until it has them. A touch in between makes React
 * draw at once, and a whole page that suspends then is dead for good ("Root did not complete", React 18.3.1). With its
 * data read before, a page never suspends.
 */
async function dataRead(): Promise<void> {
  try {
    RemixBrowser({})
  } catch (reading) {
    await reading
  }
}

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
