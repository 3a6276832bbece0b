import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { answerForm, badRequest, notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { accountForm, beginCommand, closeForm, proposeForm } from '#shared/dividend-forms.ts'

/** What begins a distribution: a year is closed, a plan proposed, an account named. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const organisationId = params.organisationId ?? ''
  const door = { context, request }
  const { actor } = requireActor(door, 'coop.$organisationId.dividends.begin.$command', { organisationId })
  const command = beginCommand.safeParse(params.command)
  if (!command.success) return notFound()

  const { dividends } = context.services
  const form = await formOf(request)
  const fields = Object.fromEntries(form)
  const page = `/coop/${organisationId}/dividends`
  switch (command.data) {
    case 'close': {
      const asked = closeForm.safeParse(fields)
      if (!asked.success) return answerForm(form, page, badRequest())
      const { year } = asked.data
      const period = { organisationId, fromOn: `${year}-01-01`, toOn: `${year}-12-31` }
      return answerForm(form, page, await dividends.closePeriod(period, actor))
    }
    case 'propose': {
      const asked = proposeForm.safeParse(fields)
      const periods = await dividends.periodsOf(organisationId)
      if (!asked.success || !periods.some(({ periodId }) => periodId === asked.data.periodId))
        return answerForm(form, page, badRequest())
      const { reserve, pool, ...rest } = asked.data
      const proposed = await dividends.propose({ ...rest, reserveBp: reserve, poolBp: pool }, actor)
      return answerForm(form, proposed.ok ? `${page}/${proposed.value.runId}` : page, proposed)
    }
    case 'account': {
      const asked = accountForm.safeParse(fields)
      if (!asked.success) return answerForm(form, page, badRequest())
      return answerForm(form, page, await dividends.openBankAccount({ ...asked.data, organisationId }))
    }
  }
}

export function loader() {
  return redirect('/coop')
}
