import type { IncomingHttpHeaders } from 'node:http'
import type { Sandbox } from '../sandbox.ts'
import type { Work } from '../work.ts'
import { newId } from '../work.ts'
import { checkAsk } from './ask.ts'
import { ApiError, invalidParameter, unauthenticated, unrecognizedUrl } from './errors.ts'
import { expand } from './expand.ts'
import { decodeForm, type Form } from './form.ts'
import { createIdempotency, keyUse, type KeyUse } from './idempotency.ts'
import type { Route } from './route.ts'
import { routes } from './routes.ts'

export type ApiRequest = {
  method: string
  path: string
  query: string
  headers: IncomingHttpHeaders
  body: string
}
export type ApiAnswer = { status: number; headers: Record<string, string>; body: string }

type Ask = { request: ApiRequest; requestId: string; use: KeyUse | undefined }

/** Answers `/v1/…` as Stripe does: authenticate, find, check, carry out once, and only then say so. */
export function createApi(sandbox: Sandbox): (request: ApiRequest) => Promise<ApiAnswer> {
  const idempotency = createIdempotency(sandbox.store.tables.answer)

  return async function answer(request) {
    const requestId = newId('req_', 14)
    const said = (status: number, body: string, extra: Record<string, string> = {}): ApiAnswer => ({
      status,
      body,
      headers: {
        'content-type': 'application/json',
        'request-id': requestId,
        'stripe-version': sandbox.contract.apiVersion,
        ...extra,
      },
    })
    try {
      const apiKey = authenticate(request.headers)
      checkHeaders(request.headers, sandbox.contract.apiVersion)
      const route = findRoute(request)
      const key = request.method === 'POST' ? single(request.headers['idempotency-key']) : undefined
      const use = key === undefined ? undefined : keyUse(apiKey, key, request)
      const earlier = use && idempotency.begin(use, sandbox.now())
      if (earlier) {
        return said(earlier.status, earlier.body, {
          'original-request': earlier.requestId,
          'idempotent-replayed': 'true',
        })
      }
      try {
        const { status, body } = await carryOut(sandbox, route, { request, requestId, use })
        return said(status, body, key === undefined ? {} : { 'idempotency-key': key })
      } finally {
        if (use) idempotency.end(use)
      }
    } catch (error) {
      return refused(error, said)
    }
  }
}

type Said = { status: number; body: string }

async function carryOut(sandbox: Sandbox, route: Route, ask: Ask): Promise<Said> {
  const { request, requestId, use } = ask
  const params = decodeForm(request.method === 'POST' ? request.body : request.query)
  checkAsk(sandbox.contract, route, params)
  const id = route.pattern.exec(request.path)?.[1] ?? ''
  const keep = (work: Work, said: Said): Said => {
    if (use)
      work.tables.answer.put({ id: use.id, fingerprint: use.fingerprint, requestId, at: work.now, ...said })
    return said
  }
  const cause = { requestId, idempotencyKey: use?.key ?? null }
  try {
    return await sandbox.run(cause, (work) => {
      const found = expand(work.tables, route.answer(work, params, id), expandPaths(params))
      checkAnswer(sandbox, found, `${request.method} ${request.path}`)
      return keep(work, { status: 200, body: JSON.stringify(found, null, 2) })
    })
  } catch (error) {
    if (!(error instanceof ApiError) || error.isInvalidRequest) throw error
    const said = { status: error.status, body: errorBody(error) }
    return sandbox.run(cause, (work) => keep(work, said))
  }
}

function checkAnswer(sandbox: Sandbox, answer: object, where: string): void {
  const objects =
    'object' in answer && answer.object === 'list' ? (answer as { data?: object[] }).data : [answer]
  for (const object of objects ?? []) sandbox.contract.checkObject(object, where)
}

function expandPaths(params: Form): string[] {
  return Array.isArray(params['expand']) ? params['expand'].map(String) : []
}

function authenticate(headers: IncomingHttpHeaders): string {
  const [scheme, credentials = ''] = (headers.authorization ?? '').split(' ')
  const isBasic = scheme === 'Basic'
  const key = isBasic ? Buffer.from(credentials, 'base64').toString().split(':')[0] : credentials
  if (!key) throw unauthenticated('You did not provide an API key.')
  if (/^(sk|rk)_test_\w{3,}$/.test(key)) return key
  throw unauthenticated(`Invalid API Key provided: ${key.slice(0, 7)}***. The sandbox takes test keys only.`)
}

/** Connect and other versions of the API would be answered wrongly, so they are not answered. */
function checkHeaders(headers: IncomingHttpHeaders, apiVersion: string): void {
  if (headers['stripe-account'] !== undefined || headers['stripe-context'] !== undefined) {
    throw new ApiError(
      403,
      accountInvalid(String(headers['stripe-account'] ?? headers['stripe-context'])),
      true,
    )
  }
  const asked = single(headers['stripe-version'])
  if (asked !== undefined && asked !== apiVersion) {
    throw invalidParameter(`The sandbox speaks API version ${apiVersion} only, not ${asked}.`)
  }
}

const accountInvalid = (account: string) => ({
  type: 'invalid_request_error',
  code: 'account_invalid',
  message: `The provided key does not have access to account '${account}' (the sandbox has no Connect).`,
})

function findRoute(request: ApiRequest): Route {
  const found = routes.find((route) => route.method === request.method && route.pattern.test(request.path))
  if (!found) throw unrecognizedUrl(request.method, request.path)
  return found
}

function refused(error: unknown, said: (status: number, body: string) => ApiAnswer): ApiAnswer {
  if (error instanceof ApiError) return said(error.status, errorBody(error))
  console.error(error)
  const message = `The sandbox failed: ${error instanceof Error ? error.message : String(error)}`
  return said(500, JSON.stringify({ error: { type: 'api_error', message } }))
}

const errorBody = (error: ApiError) => JSON.stringify({ error: error.body }, null, 2)
const single = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header)
