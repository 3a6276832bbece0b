import type { Request, RequestHandler, Response } from 'express'
import { UPLINK_SAMPLE_BYTES } from '#shared/preflight.ts'

/** A form of ours has a few lines of text; a letter from Stripe carries a whole checkout session. */
const LARGEST_FORM_BYTES = 65_536
const LARGEST_LETTER_BYTES = 524_288
/** What a host's line carries is measured by what it carries. */
const TAKES_SAMPLES = /^\/studio\/sessions\/[^/]+\/uplink$/
/**
 * Minutes and receipts that were signed on paper come as photographs, as covers of sessions do, banks' results as files;
 * who may send them is asked before they are read.
 */
const LARGEST_PAPER_BYTES = 20_971_520
const TAKES_PAPERS =
  /^\/(coop\/[^/]+\/((dividends|grants)\/|register\b)|platform\/(payouts\/[^/]+\/|successions\b)|studio\/sessions\/[^/]+\/cover\b)/

const METHODS = new Set(['GET', 'HEAD', 'POST'])

/** By it Remix before single fetch asked for a loader's data. */
const DATA_OF_OLD = '_data'

type Refusal = { status: 400 | 405 | 411 | 413; zh: string; en: string }

const unreadable: Refusal = { status: 400, zh: '这个请求读不懂', en: 'This request cannot be read.' }

/**
 * Refuses what nothing behind it could read, before anything is done for it: addresses that cannot be decoded or hold
 * a NUL, which PostgreSQL refuses; other methods than ours; bodies larger than any door takes, or of a size that is
 * not said beforehand (RFC 9110, 15.5.12).
 */
export const readableRequests: RequestHandler = (request, response, next) => {
  const refusal = refusalOf(request)
  if (!refusal) return next()
  refuse(response, refusal)
}

function refusalOf(request: Request): Refusal | null {
  if (!METHODS.has(request.method)) return { status: 405, zh: '不支持这种请求', en: 'No such method here.' }
  if (!isReadable(request)) return unreadable
  if (request.get('transfer-encoding') !== undefined)
    return { status: 411, zh: '请求没有说明大小', en: 'Say how long the request is.' }
  if (Number(request.get('content-length') ?? 0) > largestAt(request.path))
    return { status: 413, zh: '提交的内容太大了', en: 'That is more than we take.' }
  return null
}

function largestAt(path: string): number {
  if (path === '/webhooks/stripe') return LARGEST_LETTER_BYTES
  if (TAKES_SAMPLES.test(path)) return UPLINK_SAMPLE_BYTES
  return TAKES_PAPERS.test(path) ? LARGEST_PAPER_BYTES : LARGEST_FORM_BYTES
}

/** As Remix puts the address together: it takes the port from X-Forwarded-Host even where no proxy is trusted. */
function isReadable(request: Request): boolean {
  const { originalUrl, hostname } = request
  const hosts = [request.get('host'), ...(request.get('x-forwarded-host')?.split(',') ?? [])]
  if (!originalUrl.startsWith('/') || !hosts.every(isHost)) return false
  const url = `http://${hostname}${originalUrl}`
  if (!URL.canParse(url) || new URL(url).searchParams.has(DATA_OF_OLD)) return false
  try {
    return !decodeURIComponent(originalUrl).includes('\0')
  } catch {
    return false
  }
}

/** RFC 9110, 7.2, of names as DNS has them; browsers send others in Punycode. */
const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(?<port>\d{1,5}))?$/i

function isHost(host: string | undefined): boolean {
  const match = HOST.exec(host?.trim() ?? '')
  return match !== null && Number(match.groups?.port ?? 0) <= 65_535
}

/** Hangs up after it: the rest of a body that is too large is not waited for. */
function refuse(response: Response, { status, zh, en }: Refusal): void {
  response.status(status).set('Connection', 'close').type('text').send(`${zh} · ${en}`)
}
