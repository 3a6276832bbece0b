import { redirect, type ActionFunctionArgs, type AppLoadContext } from '@remix-run/node'
import { answerForm, badRequest, notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import * as forms from '#shared/admission.ts'
import { startOfBusinessDay } from '#shared/calendar.ts'
import { unreachable } from '#shared/result.ts'
import type { Actor } from '#shared/roles.ts'
import type { z } from 'zod'

type Asked = { command: z.infer<typeof forms.admissionCommand>; fields: object; by: Actor }

async function obey({ services: { admission } }: AppLoadContext, { command, fields, by }: Asked) {
  switch (command) {
    case 'host': {
      const said = forms.hostDecisionForm.safeParse(fields)
      return said.success ? admission.decideHost({ ...said.data, by }) : badRequest()
    }
    case 'operator': {
      const said = forms.operatorDecisionForm.safeParse(fields)
      return said.success ? admission.decideOperator({ ...said.data, by }) : badRequest()
    }
    case 'list': {
      const said = forms.listingForm.safeParse(fields)
      if (!said.success) return badRequest()
      const { until, ...listing } = said.data
      return admission.list({ ...listing, until: startOfBusinessDay(until), by })
    }
    case 'appeal': {
      const said = forms.appealDecisionForm.safeParse(fields)
      return said.success ? admission.decideAppeal({ ...said.data, by }) : badRequest()
    }
    default:
      return unreachable(command)
  }
}

/** One decision about who may go on air, as a form. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const { actor } = requireActor({ context, request }, 'platform.hosts.$command')
  const command = forms.admissionCommand.safeParse(params.command)
  if (!command.success) return notFound()
  const form = await formOf(request)
  const asked = { command: command.data, fields: Object.fromEntries(form), by: actor }
  return answerForm(form, '/platform/hosts', await obey(context, asked))
}

export function loader() {
  return redirect('/platform/hosts')
}
