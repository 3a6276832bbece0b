import type { AppLoadContext } from '@remix-run/node'
import type { LiveCard } from '#server/live/index.ts'
import { notFound } from '#app/doors/answer.server.ts'
import { permittedCommands, sessionTarget } from '#shared/policy.ts'

/** What the desk of a session shows to whoever has opened it, a host or an assistant. */
export async function deskOf(
  { services: { live, luckyDraws, coupons }, buyerId, actor }: AppLoadContext,
  session: LiveCard,
) {
  const { liveSessionId, villageId } = session
  const [room, numbers, hostChat, show, draw, offers, waitingOffers] = await Promise.all([
    live.snapshot(liveSessionId, buyerId),
    live.numbers(liveSessionId),
    live.hostChat(liveSessionId),
    live.show(liveSessionId),
    luckyDraws.latestIn(liveSessionId),
    coupons.releasedIn(liveSessionId),
    coupons.waitingFor(villageId),
  ])
  return {
    session,
    show,
    permitted: permittedCommands(actor, sessionTarget(session)),
    loaded: {
      room: room ?? notFound(),
      numbers,
      hostChat: hostChat ?? notFound(),
      draw,
      offers,
      waitingOffers,
    },
  }
}
