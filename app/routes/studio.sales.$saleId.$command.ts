import { redirect, type ActionFunctionArgs, type AppLoadContext } from '@remix-run/node'
import { answerForm, notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { accept } from '#shared/result.ts'
import { saleFormCommand, type SaleFormCommand } from '#shared/studio.ts'

type Command = { saleId: string; liveSessionId: string; command: SaleFormCommand }

function obey({ flashSale, live }: AppLoadContext['services'], { saleId, liveSessionId, command }: Command) {
  if (command === 'feature') return live.feature(liveSessionId, saleId).then(() => accept(null))
  return flashSale[command](saleId)
}

/** One command on one flash sale, as a form: what the socket's sale:open and the others do. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const { flashSale, live } = context.services
  const sale = await flashSale.sale(params.saleId ?? '')
  const session = sale?.liveSessionId ? await live.card(sale.liveSessionId) : null
  requireActor({ context, request }, 'studio.sales.$saleId.$command', {
    villageId: session?.villageId ?? null,
  })
  const command = saleFormCommand.safeParse(params.command)
  if (!sale || !session || !command.success) return notFound()

  const answer = await obey(context.services, {
    saleId: sale.saleId,
    liveSessionId: session.liveSessionId,
    command: command.data,
  })
  return answerForm(await request.formData(), `/studio/${session.villageId}`, answer)
}

export function loader() {
  return redirect('/studio')
}
