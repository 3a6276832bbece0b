import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createApi } from './api/api.ts'
import { answerControl } from './control.ts'
import { createPages } from './pages/pages.ts'
import type { Sandbox } from './sandbox.ts'

type Answer = { status: number; headers: Record<string, string>; body: string }
type Request = {
  method: string
  path: string
  query: string
  headers: IncomingMessage['headers']
  body: string
}
type Door = (request: Request) => Promise<Answer>

const LARGEST_BODY = 1_000_000
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/

/** Not yet listening: the port is known only once it does, and the sandbox needs it for its links. */
export function createHttp(sandbox: () => Sandbox): Server {
  let doors: { api: Door; pages: Door } | undefined
  return createServer((incoming, response) => {
    doors ??= { api: createApi(sandbox()), pages: createPages(sandbox()) }
    answerOne(sandbox(), doors, incoming)
      .catch((error: unknown) => {
        console.error(error)
        return plain(500, 'The sandbox failed; its output says why.')
      })
      .then((answer) => send(response, answer))
  })
}

async function answerOne(
  sandbox: Sandbox,
  doors: { api: Door; pages: Door },
  incoming: IncomingMessage,
): Promise<Answer> {
  // A foreign Host is a page somewhere that has pointed its own name at this machine.
  const host = incoming.headers.host ?? ''
  if (!LOOPBACK.test(host) && host !== new URL(sandbox.origin).host) return plain(421, 'Not for this host.')
  const body = await readBody(incoming)
  if (body === undefined) return plain(413, 'Too large.')
  const url = new URL(incoming.url ?? '/', 'http://sandbox')
  const request: Request = {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.search.slice(1),
    headers: incoming.headers,
    body,
  }
  if (/^\/v[12]\//.test(url.pathname)) return doors.api(request)
  return url.pathname.startsWith('/_sandbox/') ? answerControl(sandbox, request) : doors.pages(request)
}

async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > LARGEST_BODY) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { 'x-sandbox': '1', 'cache-control': 'no-store', ...headers }).end(body)
}

function plain(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body }
}
