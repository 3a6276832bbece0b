import { redirect, type ActionFunctionArgs, type AppLoadContext } from '@remix-run/node'
import { answerForm, badRequest, notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import * as forms from '#shared/dividend-forms.ts'
import { refuse } from '#shared/result.ts'
import type { Actor } from '#shared/roles.ts'

type Asked = { at: { runId: string; memberId: string }; form: FormData; actor: Actor }

/** Spends the code that was texted to whoever is signed in. */
async function spendCode({ services, address }: AppLoadContext, actor: Actor, code: string) {
  if (!actor.phone) return refuse({ kind: 'code_expired' })
  return services.identity.confirmCode({ phone: actor.phone, code }, { address })
}

async function confirmed(context: AppLoadContext, command: 'vote' | 'receipt', { at, form, actor }: Asked) {
  const { dividends } = context.services
  const fields = Object.fromEntries(form)
  const typed = command === 'vote' ? forms.voteForm.safeParse(fields) : null
  const receipt = command === 'receipt' ? forms.confirmReceiptForm.safeParse(fields) : null
  const code = typed?.data?.code ?? receipt?.data?.code
  if (!code) return refuse({ kind: 'code_wrong' })
  const spent = await spendCode(context, actor, code)
  if (!spent.ok) return spent
  return typed?.data ? dividends.vote(at, typed.data.confirm) : dividends.confirmReceipt(at, actor)
}

/** What a member does with a plan: asks, objects, votes, says that the money has come. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const organisationId = params.organisationId ?? ''
  const door = { context, request }
  const { actor } = requireActor(door, 'member.$organisationId.$runId.$command', { organisationId })
  const { dividends, identity } = context.services
  const command = forms.memberCommand.safeParse(params.command)
  const member = await dividends.memberFor(organisationId, actor.userId)
  const run = member && command.success ? await dividends.runForMember(params.runId ?? '', member.id) : null
  if (!member || !command.success || run?.organisationId !== organisationId) return notFound()

  const form = await formOf(request)
  const page = `/member/${organisationId}/${run.runId}`
  const at = { runId: run.runId, memberId: member.id }
  switch (command.data) {
    case 'ask': {
      const asked = forms.askForm.safeParse(Object.fromEntries(form))
      return answerForm(form, page, asked.success ? await dividends.remark(at, asked.data) : badRequest())
    }
    case 'code': {
      const asked = forms.codeForm.safeParse(Object.fromEntries(form))
      if (!asked.success || !actor.phone) return answerForm(form, page, badRequest())
      const sent = await identity.sendCode(actor.phone, { address: context.address })
      return answerForm(form, sent.ok ? `${page}?confirm=${asked.data.confirm}` : page, sent)
    }
    case 'vote':
    case 'receipt': {
      const answer = await confirmed(context, command.data, { at, form, actor })
      // A wrong code is typed again, for the same thing.
      const confirm = forms.confirmable.catch('receipt').parse(form.get('confirm'))
      return answerForm(form, answer.ok ? page : `${page}?confirm=${confirm}`, answer)
    }
  }
}

export function loader() {
  return redirect('/member')
}
