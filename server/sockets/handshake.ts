import { readVisitor } from '#server/platform/visitor.ts'
import type { Handshake, RoomServer, SocketDeps } from './types.ts'

type HandshakeDeps = Pick<SocketDeps, 'env' | 'limits'>

/** The caller's address: what the outermost proxy that we trust says, else the connection's. */
export function addressOf(request: Handshake, trustedProxies: number): string {
  const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',')
  const claimed = trustedProxies > 0 ? forwarded.at(-trustedProxies)?.trim() : undefined
  return claimed || (request.socket.remoteAddress ?? 'unknown')
}

/** Browsers say which page opened the socket, and it must be ours. Callers without Origin are not browsers. */
export function isOurPage(request: Handshake, publicOrigin: string): boolean {
  const { origin, host } = request.headers
  if (origin === undefined || origin === publicOrigin) return true
  return URL.canParse(origin) && new URL(origin).host === host
}

/** Who may open a socket, asked once per connection, before anything is allocated for it. */
export function admitting({ env, limits }: HandshakeDeps) {
  return (request: Handshake, answer: (error: string | null, admitted: boolean) => void) => {
    if (!isOurPage(request, env.PUBLIC_ORIGIN)) return answer('another site', false)
    const address = addressOf(request, env.TRUST_PROXY)
    limits.take('socketPerAddress', address).then(
      ({ ok }) => answer(ok ? null : 'too many connections', ok),
      () => answer('not now', false),
    )
  }
}

/** The signed cookie says who it is; without one a socket may stay, and every ask of it is refused. */
export function identify(io: RoomServer, { env }: Pick<SocketDeps, 'env'>) {
  io.use((socket, next) => {
    socket.data.buyerId = readVisitor(socket.handshake.headers.cookie, env.APP_SECRET)
    socket.data.address = addressOf(socket.request, env.TRUST_PROXY)
    socket.data.presentSince = null
    socket.data.tabs = null
    next()
  })
}
