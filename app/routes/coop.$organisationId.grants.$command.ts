import { redirect, type ActionFunctionArgs, type AppLoadContext } from '@remix-run/node'
import { answerForm, badRequest, notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { evidenceOf } from '#app/doors/evidence.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import * as forms from '#shared/dividend-forms.ts'
import type { Actor } from '#shared/roles.ts'

type Asked = { organisationId: string; form: FormData; actor: Actor }

async function withPaper({ services }: AppLoadContext, command: 'register' | 'request', asked: Asked) {
  const { organisationId, form, actor } = asked
  const fields = Object.fromEntries(form)
  const evidence = await evidenceOf(form)
  if (!evidence) return badRequest()
  if (command === 'register') {
    const grant = forms.grantForm.safeParse(fields)
    if (!grant.success) return badRequest()
    const { budget, ...rest } = grant.data
    return services.dividends.registerGrant({ ...rest, organisationId, budgetFen: budget, evidence }, actor)
  }
  const spending = forms.spendingForm.safeParse(fields)
  if (!spending.success) return badRequest()
  const { amount, ...rest } = spending.data
  return services.dividends.requestSpending({ ...rest, amountFen: amount, evidence }, actor)
}

async function obey(context: AppLoadContext, command: string, asked: Asked) {
  const { dividends } = context.services
  const fields = Object.fromEntries(asked.form)
  switch (forms.grantCommand.parse(command)) {
    case 'register':
      return withPaper(context, 'register', asked)
    case 'request':
      return withPaper(context, 'request', asked)
    case 'receive': {
      const money = forms.receiveForm.safeParse(fields)
      if (!money.success) return badRequest()
      const { grantId, amount, reference } = money.data
      return dividends.receiveGrant(grantId, { amountFen: amount, reference }, asked.actor)
    }
    case 'decide': {
      const decision = forms.decideForm.safeParse(fields)
      if (!decision.success) return badRequest()
      const { decision: said, ...at } = decision.data
      return dividends.decideSpending(at, said, asked.actor)
    }
  }
}

/** One command on one of the organisation's grants, as a form. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const organisationId = params.organisationId ?? ''
  const door = { context, request }
  const { actor } = requireActor(door, 'coop.$organisationId.grants.$command', { organisationId })
  const command = forms.grantCommand.safeParse(params.command)
  if (!command.success) return notFound()

  const form = await formOf(request, ['file'])
  const grantId = form.get('grantId')
  const grants = await context.services.dividends.grantsOf(organisationId)
  if (grantId !== null && !grants.some((grant) => grant.grantId === grantId)) return notFound()
  const answer = await obey(context, command.data, { organisationId, form, actor })
  return answerForm(form, `/coop/${organisationId}/grants`, answer)
}

export function loader() {
  return redirect('/coop')
}
