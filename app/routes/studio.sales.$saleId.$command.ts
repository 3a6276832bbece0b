import { redirect, type ActionFunctionArgs, type AppLoadContext } from '@remix-run/node'
import { answerForm, badRequest, notFound } from '#app/doors/answer.server.ts'
import { permit, requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { deskPath } from '#app/features/studio/desk-path.server.ts'
import { keyedForm } from '#shared/host-commands.ts'
import { sessionTarget } from '#shared/policy.ts'
import { accept } from '#shared/result.ts'
import { piecesForm, saleFormCommand, scheduleForm, type SaleFormCommand } from '#shared/studio.ts'

const MINUTE_MS = 60_000

type Asked = {
  saleId: string
  liveSessionId: string
  command: SaleFormCommand
  fields: Record<string, unknown>
}

async function obey({ services, now }: AppLoadContext, { saleId, liveSessionId, command, fields }: Asked) {
  const { flashSale, live } = services
  switch (command) {
    case 'feature':
      await live.feature(liveSessionId, saleId)
      return accept(null)
    case 'schedule': {
      const asked = scheduleForm.safeParse(fields)
      if (!asked.success) return badRequest()
      return flashSale.schedule(saleId, new Date(now().getTime() + asked.data.inMinutes * MINUTE_MS))
    }
    case 'restock':
    case 'take-back': {
      const asked = piecesForm.safeParse(fields)
      if (!asked.success) return badRequest()
      return command === 'restock'
        ? flashSale.restock(saleId, asked.data.pieces)
        : flashSale.takeBack(saleId, asked.data.pieces)
    }
    default:
      return flashSale[command](saleId)
  }
}

/** One command on one flash sale, as a form: what the socket's sale:open and the others do. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const { flashSale, live } = context.services
  const sale = await flashSale.sale(params.saleId ?? '')
  const session = sale?.liveSessionId ? await live.cardOrRehearsal(sale.liveSessionId) : null
  const door = { context, request }
  const target = sessionTarget(session)
  const { actor } = requireActor(door, 'studio.sales.$saleId.$command', target)
  const command = saleFormCommand.safeParse(params.command)
  if (!sale || !session || !command.success) return notFound()
  permit(door, `sale:${command.data}`, target)

  const form = await formOf(request)
  const { key, ...fields } = Object.fromEntries(form)
  const tap = keyedForm.safeParse({ key })
  const page = deskPath(actor, session)
  if (!tap.success) return answerForm(form, page, badRequest())
  const asked = { liveSessionId: session.liveSessionId, ...tap.data, subject: sale.saleId, by: actor }
  const answer = await live.once({ ...asked, command: `sale:${command.data}` }, () =>
    obey(context, { ...asked, saleId: sale.saleId, command: command.data, fields }),
  )
  return answerForm(form, page, answer)
}

export function loader() {
  return redirect('/studio')
}
