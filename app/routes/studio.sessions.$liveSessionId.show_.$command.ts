import { redirect, type ActionFunctionArgs, type AppLoadContext } from '@remix-run/node'
import type { LiveCard } from '#server/live/index.ts'
import { answerForm, badRequest, notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { refuse } from '#shared/result.ts'
import { addItemForm, itemForm, scriptForm, showCommand, type ShowCommand } from '#shared/show.ts'

type Asked = { session: LiveCard; command: ShowCommand; fields: Record<string, unknown> }

async function obey({ services: { catalog, live } }: AppLoadContext, { session, command, fields }: Asked) {
  const { liveSessionId, villageId } = session
  if (command === 'add') {
    const asked = addItemForm.safeParse(fields)
    if (!asked.success) return badRequest()
    const { productId } = asked.data
    const goods = await catalog.variantsOfVillage(villageId)
    const isOurs = goods.some((variant) => variant.productId === productId)
    return isOurs ? live.addItem(liveSessionId, productId) : refuse({ kind: 'product_not_found' })
  }
  if (command === 'script') {
    const asked = scriptForm.safeParse(fields)
    return asked.success
      ? live.writeScript(liveSessionId, asked.data.itemId, asked.data.script)
      : badRequest()
  }
  const asked = itemForm.safeParse(fields)
  if (!asked.success) return badRequest()
  const { itemId } = asked.data
  return command === 'remove'
    ? live.removeItem(liveSessionId, itemId)
    : live.moveItem(liveSessionId, itemId, command)
}

/** One change of the 节目单, as a form. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const session = await context.services.live.card(params.liveSessionId ?? '')
  requireActor({ context, request }, 'studio.sessions.$liveSessionId.show_.$command', {
    villageId: session?.villageId ?? null,
  })
  const command = showCommand.safeParse(params.command)
  if (!session || !command.success) return notFound()
  const form = await formOf(request)
  const answer = await obey(context, { session, command: command.data, fields: Object.fromEntries(form) })
  return answerForm(form, `/studio/sessions/${session.liveSessionId}/show`, answer)
}

export function loader() {
  return redirect('/studio')
}
