import { redirect, type ActionFunctionArgs, type AppLoadContext } from '@remix-run/node'
import { answerForm, badRequest, notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { evidenceOf } from '#app/doors/evidence.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import * as forms from '#shared/dividend-forms.ts'
import type { Actor } from '#shared/roles.ts'

type Asked = { runId: string; form: FormData; actor: Actor }

async function record({ services }: AppLoadContext, { runId, form, actor }: Asked) {
  const asked = forms.resolveForm.safeParse(Object.fromEntries(form))
  const minutes = await evidenceOf(form)
  if (!asked.success || !minutes) return badRequest()
  const { inHall, for: yes, against, abstain, ...rest } = asked.data
  const paper = { for: yes, against, abstain }
  return services.dividends.recordAssembly(runId, { ...rest, attendedInHall: inHall, paper, minutes }, actor)
}

async function money(
  { services }: AppLoadContext,
  command: 'pay' | 'convert' | 'receipt',
  { runId, form, actor }: Asked,
) {
  const fields = Object.fromEntries(form)
  if (command === 'pay') {
    const asked = forms.payForm.safeParse(fields)
    if (!asked.success) return badRequest()
    const { paymentId, ...paid } = asked.data
    return services.dividends.recordPaid({ runId, paymentId }, paid, actor)
  }
  const asked = forms.paymentForm.safeParse(fields)
  const slip = await evidenceOf(form)
  if (!asked.success || !slip) return badRequest()
  if (command === 'convert')
    return services.dividends.convert({ runId, ...asked.data }, { evidence: slip, by: actor })
  return services.dividends.recordReceipt({ runId, ...asked.data }, slip.sha256, actor)
}

async function obey(context: AppLoadContext, command: string, asked: Asked) {
  const { dividends } = context.services
  const { runId, form, actor } = asked
  const fields = Object.fromEntries(form)
  const step = forms.runCommand.parse(command)
  switch (step) {
    case 'document': {
      const kind = forms.documentForm.safeParse(fields)
      const file = await evidenceOf(form)
      return kind.success && file ? dividends.addDocument(runId, { ...kind.data, ...file }) : badRequest()
    }
    case 'view': {
      const day = forms.viewForm.safeParse(fields)
      return day.success ? dividends.putOnView(runId, day.data.assemblyOn, actor) : badRequest()
    }
    case 'answer': {
      const answer = forms.answerForm.safeParse(fields)
      if (!answer.success) return badRequest()
      return dividends.answerRemark(runId, answer.data.remarkId, { text: answer.data.text, by: actor })
    }
    case 'resolve':
      return record(context, asked)
    case 'pay':
    case 'convert':
    case 'receipt':
      return money(context, step, asked)
    case 'post':
      return dividends.post(runId, actor)
    case 'publish':
      return dividends.publish(runId, actor)
    case 'withdraw':
      return dividends.withdraw(runId, actor)
  }
}

/** One step of a distribution, as a form. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const organisationId = params.organisationId ?? ''
  const door = { context, request }
  const { actor } = requireActor(door, 'coop.$organisationId.dividends.$runId.$command', { organisationId })
  const command = forms.runCommand.safeParse(params.command)
  const run = command.success ? await context.services.dividends.run(params.runId ?? '') : null
  if (!command.success || run?.organisationId !== organisationId) return notFound()

  const form = await formOf(request, ['file'])
  const answer = await obey(context, command.data, { runId: run.runId, form, actor })
  return answerForm(form, `/coop/${organisationId}/dividends/${run.runId}`, answer)
}

export function loader() {
  return redirect('/coop')
}
