import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { createServer } from 'node:tls'
import type { Env } from '../platform/env.ts'

type TlsDeps = { http: Server; env: Pick<Env, 'TLS_PORT' | 'TLS_FILE'> }

/**
 * A second way in, for phones, which give their camera to pages over TLS only. What it takes off is served as any other
 * connection of `http` is: pages, sockets and pictures alike.
 */
export async function openTls({ http, env }: TlsDeps): Promise<{ close(): void }> {
  if (env.TLS_PORT === undefined || env.TLS_FILE === undefined) return { close() {} }
  const pem = readFileSync(env.TLS_FILE)
  const tls = createServer({ key: pem, cert: pem, ALPNProtocols: ['http/1.1'] }, (socket) =>
    http.emit('connection', socket),
  )
  await new Promise<void>((listening, failed) => {
    tls.once('error', failed)
    tls.listen(env.TLS_PORT, '0.0.0.0', listening)
  })
  return { close: () => void tls.close() }
}
