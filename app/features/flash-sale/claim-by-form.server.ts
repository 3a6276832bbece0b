import { data, redirect, type AppLoadContext } from '@remix-run/node'
import { formOf } from '#app/doors/form.server.ts'
import { mayBuyIn } from '#app/doors/rehearsal.server.ts'
import { claimRequest, saleAsk, type ClaimRequest } from '#shared/flash-sale.ts'
import { refuse } from '#shared/result.ts'
import { grantedHold, type SaleAnswer, type SaleRefusal } from './answer.ts'

/** `token`: the one that was sent, which grows older while the buyer waits. */
export type ClaimRefused = { refused: SaleRefusal; token: string | null }

/**
 * What the button of a sale asks, as a form: the same schemas, services and answers as claim:create, wait:join and
 * wait:leave. Granted: on to the checkout. In line, or out of it: the page as it is now. Refused: the page, which says
 * why.
 */
export async function claimByForm(request: Request, context: AppLoadContext) {
  const fields = Object.fromEntries(await formOf(request))
  const ask = saleAsk.safeParse(fields.ask)
  const token = typeof fields.token === 'string' ? fields.token : null
  const asked = claimRequest.safeParse({ ...fields, pass: token ? { token } : undefined })
  const answer: SaleAnswer =
    ask.success && asked.success
      ? await answerTo(context, ask.data, asked.data)
      : refuse({ kind: 'bad_request' })
  if (!answer.ok) {
    const status = answer.refusal.kind === 'bad_request' ? 400 : 409
    return data<ClaimRefused>({ refused: answer.refusal, token }, { status })
  }
  const hold = grantedHold(answer)
  throw redirect(hold ? `/checkout/${hold.holdId}` : new URL(request.url).pathname, 303)
}

async function answerTo(
  context: AppLoadContext,
  ask: keyof typeof answers,
  asked: ClaimRequest,
): Promise<SaleAnswer> {
  return (await mayBuyIn(context, asked.saleId))
    ? answers[ask](context, asked)
    : refuse({ kind: 'sale_not_found' })
}

const answers = {
  async claim(context, asked) {
    const { guard, flashSale, liveReports } = context.services
    const answer = await guard.admit(claimant(context, asked), () => flashSale.claim(context.buyerId, asked))
    liveReports.asked(asked.saleId, answer)
    return answer
  },
  wait: (context, asked) =>
    context.services.guard.admit(claimant(context, asked), () =>
      context.services.flashSale.wait(context.buyerId, asked),
    ),
  leave: ({ services, buyerId }, { saleId }) => services.flashSale.leaveLine(buyerId, saleId),
} satisfies Record<string, (context: AppLoadContext, asked: ClaimRequest) => Promise<SaleAnswer>>

/** A form has no connection that says since when its sender has been here; its token does. */
function claimant({ buyerId, address }: AppLoadContext, { saleId, claimKey, pass }: ClaimRequest) {
  return { buyerId, address, subjectId: saleId, claimKey, pass, presentSince: null }
}
