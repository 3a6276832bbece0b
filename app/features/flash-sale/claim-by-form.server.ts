import { data, redirect, type AppLoadContext } from '@remix-run/node'
import { claimRequest, type ClaimAnswer } from '#shared/flash-sale.ts'
import { refuse } from '#shared/result.ts'

export type ClaimRefused = { refused: Extract<ClaimAnswer, { ok: false }>['refusal'] }

/**
 * The claim as a form: the same schema, service and answer as the socket's claim:create.
 * Granted: on to the checkout. Refused: the page itself, which says why.
 */
export async function claimByForm(request: Request, { services, buyerId }: AppLoadContext) {
  const asked = claimRequest.safeParse(Object.fromEntries(await request.formData()))
  const answer: ClaimAnswer = asked.success
    ? await services.flashSale.claim(buyerId, asked.data)
    : refuse({ kind: 'bad_request' })
  if (answer.ok) throw redirect(`/checkout/${answer.value.holdId}`, 303)

  const status = answer.refusal.kind === 'bad_request' ? 400 : 409
  return data<ClaimRefused>({ refused: answer.refusal }, { status })
}
