import type { ReactElement } from 'react'
import {
  type AppLoadContext,
  createReadableStreamFromReadable,
  type HandleDocumentRequestFunction,
  type LoaderFunctionArgs,
} from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { renderToPipeableStream } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { localeOf } from './i18n/preferences.server.ts'
import { i18nFor } from './i18n/translate.server.ts'
import { NonceContext } from './ui/nonce.ts'
import { PageBytes } from './ui/page-bytes.server.ts'

export const streamTimeout = 5_000
const ABORT_MS = streamTimeout + 1_000

export default async function handleRequest(
  ...[request, status, headers, remix, context]: Parameters<HandleDocumentRequestFunction>
): Promise<Response> {
  const locale = await localeOf(request)
  headers.set('Content-Type', 'text/html; charset=utf-8')
  headers.set('Content-Language', locale)
  // Every page carries the visitor's own state and this minute's stock: caches may keep it, never serve it unasked.
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-cache')

  return stream(
    <NonceContext.Provider value={context.cspNonce}>
      <I18nextProvider i18n={i18nFor(locale)}>
        <RemixServer context={remix} url={request.url} nonce={context.cspNonce} />
      </I18nextProvider>
    </NonceContext.Provider>,
    { status, headers, context, whole: isbot(request.headers.get('user-agent') ?? '') },
  )
}

/** What a route threw. An address that leads nowhere is the caller's fault, and no news. */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs): void {
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return
  context.log.error({ error, requestId: context.requestId }, 'route failed')
}

type Answer = { status: number; headers: Headers; context: AppLoadContext; whole: boolean }

/** Sends the page while it is drawn; crawlers get it in one piece. */
function stream(page: ReactElement, { status, headers, context, whole }: Answer): Promise<Response> {
  return new Promise((resolve, reject) => {
    let failed = false
    const send = () => {
      const body = new PageBytes()
      resolve(
        new Response(createReadableStreamFromReadable(body), { headers, status: failed ? 500 : status }),
      )
      pipe(body)
      setTimeout(abort, ABORT_MS).unref()
    }
    const { pipe, abort } = renderToPipeableStream(page, {
      nonce: context.cspNonce,
      ...(whole ? { onAllReady: send } : { onShellReady: send }),
      onShellError: reject,
      onError(error: unknown) {
        failed = true
        context.log.error({ error, requestId: context.requestId }, 'page failed')
      },
    })
  })
}
