import { redirect, type ActionFunctionArgs, type AppLoadContext } from '@remix-run/node'
import { answerForm, badRequest, notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { evidenceOf } from '#app/doors/evidence.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { approveForm, batchCommand, cashForm, returnForm } from '#shared/payouts.ts'
import type { Actor } from '#shared/roles.ts'

/** A bank's result of five hundred lines has a tenth of it. */
const RESULT_MAX_BYTES = 1_000_000

type Asked = { batchId: string; form: FormData; actor: Actor }

async function importResult({ services }: AppLoadContext, { batchId, form, actor }: Asked) {
  const file = form.get('file')
  if (!(file instanceof File) || file.size === 0 || file.size > RESULT_MAX_BYTES) return badRequest()
  const bytes = new Uint8Array(await file.arrayBuffer())
  return services.payouts.importResult(batchId, { name: file.name.slice(0, 120), bytes }, actor)
}

async function payInCash({ services }: AppLoadContext, { batchId, form, actor }: Asked) {
  const seen = cashForm.safeParse(Object.fromEntries(form))
  const receipt = await evidenceOf(form)
  if (!seen.success || !receipt) return badRequest()
  const { lineId, witnessOne, witnessTwo } = seen.data
  const evidence = { name: receipt.name, sha256: new Uint8Array(receipt.sha256) }
  return services.payouts.payInCash(
    { batchId, lineId },
    { witnesses: [witnessOne, witnessTwo], receipt: evidence },
    actor,
  )
}

type Command = Exclude<(typeof batchCommand)['_output'], 'file'>

async function obey(context: AppLoadContext, command: Command, asked: Asked) {
  const { payouts } = context.services
  const { batchId, form, actor } = asked
  const fields = Object.fromEntries(form)
  switch (command) {
    case 'approve': {
      const approval = approveForm.safeParse(fields)
      if (!approval.success) return badRequest()
      const { code, fileHash } = approval.data
      return payouts.approve(batchId, { code, sha256: fileHash }, actor)
    }
    case 'reject':
      return payouts.reject(batchId, actor)
    case 'withdraw':
      return payouts.withdraw(batchId, actor)
    case 'import':
      return importResult(context, asked)
    case 'cash':
      return payInCash(context, asked)
    case 'transfer':
      return payouts.transfer(batchId, actor)
    case 'return': {
      const returned = returnForm.safeParse(fields)
      if (!returned.success) return badRequest()
      const { lineId, reason } = returned.data
      return payouts.returnLine({ batchId, lineId }, reason, actor)
    }
  }
}

/** One command on one batch, as a form. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const batchId = params.batchId ?? ''
  const { actor } = requireActor({ context, request }, 'platform.payouts.$batchId.$command')
  const command = batchCommand.safeParse(params.command)
  if (!command.success) return notFound()
  const form = await formOf(request, ['file'])
  const page = `/platform/payouts/${encodeURIComponent(batchId)}`
  if (command.data !== 'file')
    return answerForm(form, page, await obey(context, command.data, { batchId, form, actor }))

  const file = await context.services.payouts.file(batchId, actor)
  if (!file.ok) return answerForm(form, page, file)
  const { fileName, contentType, bytes } = file.value
  return new Response(bytes, {
    headers: {
      'Content-Type': contentType,
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'private, no-store',
    },
  })
}

export function loader() {
  return redirect('/platform/payouts')
}
