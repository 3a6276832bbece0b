import type { ErrorObject } from 'ajv'

export type ErrorBody = { type: string; message: string; code?: string; param?: string; doc_url?: string }

/** A refusal in Stripe's own shape: the SDK throws it only because the body has an `error` object. */
export class ApiError extends Error {
  readonly status: number
  readonly body: ErrorBody
  /** True when the request itself was wrong: such an answer is not kept under its Idempotency-Key. */
  readonly isInvalidRequest: boolean

  constructor(status: number, body: ErrorBody, isInvalidRequest: boolean) {
    super(body.message)
    this.status = status
    this.body = body
    this.isInvalidRequest = isInvalidRequest
  }
}

type Detail = { code?: string; param?: string }

const documented = ({ code, param }: Detail) => ({
  ...(code && { code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` }),
  ...(param && { param }),
})

export function invalidParameter(message: string, detail: Detail = {}): ApiError {
  return new ApiError(400, { type: 'invalid_request_error', message, ...documented(detail) }, true)
}

/** The request was fine; the object is not in a state that allows it. */
export function invalidState(message: string, detail: Detail = {}): ApiError {
  return new ApiError(400, { type: 'invalid_request_error', message, ...documented(detail) }, false)
}

export function missingParameter(param: string): ApiError {
  return invalidParameter(`Missing required param: ${param}.`, { code: 'parameter_missing', param })
}

export function noSuch(kind: string, id: string, param = 'id'): ApiError {
  const detail = documented({ code: 'resource_missing', param })
  return new ApiError(
    404,
    { type: 'invalid_request_error', message: `No such ${kind}: '${id}'`, ...detail },
    true,
  )
}

export function notInSandbox(what: string, param?: string): ApiError {
  const message = `${what} is part of Stripe's API, but the local sandbox does not implement it.`
  return invalidParameter(message, { code: 'sandbox_not_implemented', ...(param && { param }) })
}

export function unauthenticated(message: string): ApiError {
  return new ApiError(401, { type: 'invalid_request_error', message }, true)
}

export function unrecognizedUrl(method: string, path: string): ApiError {
  const message = `Unrecognized request URL (${method}: ${path}). The sandbox implements a part of Stripe's API.`
  return new ApiError(404, { type: 'invalid_request_error', message }, true)
}

export function idempotencyMismatch(key: string): ApiError {
  const message =
    'Keys for idempotent requests can only be used with the same parameters they were first used with. ' +
    `Try using a key other than '${key}' if you meant to execute a different request.`
  return new ApiError(400, { type: 'idempotency_error', message }, true)
}

export function idempotencyKeyInUse(): ApiError {
  const message = 'There is currently another in-progress request using this Stripe idempotency key.'
  return new ApiError(
    409,
    { type: 'idempotency_error', message, ...documented({ code: 'idempotency_key_in_use' }) },
    true,
  )
}

/** The first thing that Stripe would complain about, out of everything that the schema complains about. */
export function refusalOf(errors: ErrorObject[]): ApiError {
  const deepestFirst = [...errors].sort((a, b) => depth(b) - depth(a))
  const wrongValue = deepestFirst.find((error) => error.keyword === 'enum')
  const unknown = deepestFirst.find((error) => error.keyword === 'additionalProperties')
  if (unknown && !wrongValue) {
    const param = paramName(unknown.instancePath, String(unknown.params['additionalProperty']))
    return invalidParameter(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param })
  }
  const missing = deepestFirst.find((error) => error.keyword === 'required')
  if (missing)
    return missingParameter(paramName(missing.instancePath, String(missing.params['missingProperty'])))
  if (wrongValue) {
    const param = paramName(wrongValue.instancePath)
    const allowed = (wrongValue.params['allowedValues'] as unknown[]).join(', ')
    return invalidParameter(`Invalid ${param}: must be one of ${allowed}`, { param })
  }
  const [first] = deepestFirst.filter((error) => error.keyword === 'type').concat(deepestFirst)
  const param = paramName(first?.instancePath ?? '')
  const wanted = first?.params['type'] === 'number' ? 'integer' : String(first?.params['type'] ?? 'value')
  const detail = wanted === 'integer' ? { code: 'parameter_invalid_integer', param } : { param }
  return invalidParameter(`Invalid ${wanted}: ${param}`, detail)
}

const depth = (error: ErrorObject) => error.instancePath.split('/').length

/** `/line_items/0/price_data` and `currency` are `line_items[0][price_data][currency]`. */
function paramName(instancePath: string, field?: string): string {
  const [head = '', ...rest] = [...instancePath.split('/').filter(Boolean), ...(field ? [field] : [])]
  return head + rest.map((part) => `[${part}]`).join('')
}
