import { redirect, type ActionFunctionArgs, type AppLoadContext } from '@remix-run/node'
import type { LiveCard } from '#server/live/index.ts'
import { answerForm, badRequest, notFound } from '#app/doors/answer.server.ts'
import { permit, requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { deskPath, isHostOf } from '#app/features/studio/desk-path.server.ts'
import { chatAct, hostChatForm } from '#shared/chat.ts'
import { offerChosen } from '#shared/coupon-forms.ts'
import { keyedForm } from '#shared/host-commands.ts'
import { drawForm } from '#shared/lucky-draw-forms.ts'
import { callOffForm, moveForm, planTime } from '#shared/plans.ts'
import { sessionTarget } from '#shared/policy.ts'
import { accept, unreachable } from '#shared/result.ts'
import { pinAct, pinForm } from '#shared/show.ts'
import type { Actor } from '#shared/roles.ts'
import { demoBuyersForm, sessionFormCommand, type SessionFormCommand } from '#shared/studio.ts'

type Asked = {
  session: LiveCard
  command: SessionFormCommand
  by: Actor
  key: string | undefined
  fields: Record<string, unknown>
}

/** What has its own key, or needs none: a line of the host's stays in the field until it is answered. */
const isOnceByItself = (command: SessionFormCommand) =>
  command === 'chat' || command === 'moderate' || pinAct.safeParse(command).success

/** Where the others that are planned can be seen. */
const isOfPlan = (command: SessionFormCommand) => command === 'move' || command === 'call-off'

/** Kept with what was said, so in the language of the rooms, as hosts' names are. */
const authorOf = (by: Actor, session: LiveCard) =>
  isHostOf(by, session) ? session.hostName.zh : `${session.hostName.zh}（助手）`

async function obey({ services, buyerId, now }: AppLoadContext, asked: Asked) {
  const { session, command, by, key, fields } = asked
  const { liveSessionId } = session
  switch (command) {
    case 'start':
      return services.live.start(liveSessionId, by.userId)
    case 'move': {
      const to = moveForm.safeParse(fields)
      if (!to.success) return badRequest()
      const time = planTime({ when: 'at', at: to.data.at }, now())
      if (!time.ok) return time
      return services.live.movePlan({ liveSessionId, ...to.data, startsAt: time.value, by })
    }
    case 'call-off': {
      const off = callOffForm.safeParse(fields)
      return off.success ? services.live.callOff({ liveSessionId, ...off.data, by }) : badRequest()
    }
    case 'stop':
      return accept(await services.flashSale.stopSession(liveSessionId, by.name))
    case 'resume':
      return accept(await services.flashSale.resumeSession(liveSessionId))
    case 'end':
      return services.live.end(liveSessionId)
    case 'chat': {
      const chat = hostChatForm.safeParse(fields)
      if (!chat.success) return badRequest()
      const message = {
        liveSessionId,
        buyerId,
        author: authorOf(by, session),
        isHost: true,
        ...chat.data,
      }
      return services.live.say(message)
    }
    case 'moderate': {
      const act = chatAct.safeParse(fields)
      return act.success ? services.live.moderate(liveSessionId, act.data, { ...by, key }) : badRequest()
    }
    case 'pin':
    case 'unpin':
    case 'sold-out': {
      const pin = pinForm.safeParse(fields)
      if (!pin.success) return badRequest()
      return services.live.pin(liveSessionId, { act: command, ...pin.data }, { ...by, key })
    }
    case 'demo-buyers': {
      const asked = demoBuyersForm.safeParse(fields)
      if (!asked.success) return badRequest()
      await services.live.setDemoBuyers(liveSessionId, asked.data.on)
      return accept({ on: asked.data.on })
    }
    case 'draw': {
      const offer = drawForm.safeParse(fields)
      return offer.success ? services.luckyDraws.offer(liveSessionId, offer.data, by) : badRequest()
    }
    case 'coupon': {
      const chosen = offerChosen.safeParse(fields)
      return chosen.success ? services.coupons.release(chosen.data.offerId, liveSessionId, by) : badRequest()
    }
    case 'obs-take-over':
      return services.live.letStreamTakeOver(liveSessionId)
    default:
      return unreachable(command)
  }
}

/** One command on a live session, as a form. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const session = await context.services.live.cardOrRehearsal(params.liveSessionId ?? '')
  const door = { context, request }
  const target = sessionTarget(session)
  const { actor } = requireActor(door, 'studio.sessions.$liveSessionId.$command', target)
  const command = sessionFormCommand.safeParse(params.command)
  if (!session || !command.success) return notFound()
  permit(door, `session:${command.data}`, target)

  const form = await formOf(request)
  const { key, ...fields } = Object.fromEntries(form)
  const page = isOfPlan(command.data) ? `/studio/${session.villageId}/plan` : deskPath(actor, session)
  const tap = keyedForm.safeParse({ key })
  if (!tap.success) return answerForm(form, page, badRequest())
  const asked = { session, command: command.data, by: actor, key: tap.data.key, fields }
  if (isOnceByItself(asked.command)) return answerForm(form, page, await obey(context, asked))
  const { liveSessionId } = session
  const once = { liveSessionId, ...tap.data, subject: liveSessionId, by: actor }
  const answer = await context.services.live.once({ ...once, command: `session:${command.data}` }, () =>
    obey(context, asked),
  )
  return answerForm(form, page, answer)
}

export function loader() {
  return redirect('/studio')
}
