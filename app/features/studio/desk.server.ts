import type { AppLoadContext } from '@remix-run/node'
import type { LiveCard } from '#server/live/index.ts'
import { notFound } from '#app/doors/answer.server.ts'
import type { HostCommandName } from '#shared/host-commands.ts'
import { permittedCommands, sessionTarget } from '#shared/policy.ts'
import { operatorsOf } from '../admission/operators.server.ts'
import { plansView } from '../plans/plans.server.ts'

/** What a rehearsal has not: something to be won or taken, and what is set up for a broadcast. */
const NOT_REHEARSED: readonly HostCommandName[] = [
  'session:draw',
  'session:coupon',
  'session:demo-buyers',
  'session:obs-take-over',
]

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
    permitted: permittedCommands(actor, sessionTarget(session)).filter(
      (command) => !session.rehearsalOf || !NOT_REHEARSED.includes(command),
    ),
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

/** What its host sees beside it. */
export async function hostingOf(context: AppLoadContext, { liveSessionId, villageId }: LiveCard) {
  const { live, follows } = context.services
  const [missing, followers, operators, plans] = await Promise.all([
    live.missing(liveSessionId),
    follows.followers(villageId),
    operatorsOf(context.services, villageId),
    plansView(context, villageId),
  ])
  return { followers, ready: { missing, operators }, plans, demo: context.demo, rtmp: context.rtmpOffer() }
}
