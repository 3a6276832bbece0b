import { data, redirect, type LoaderFunctionArgs } from '@remix-run/node'
import type { z } from 'zod'
import type { Dividends } from '#server/dividends/index.ts'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { evidenceOf } from '#app/doors/evidence.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { parseForm } from '#app/ui/form.server.ts'
import { businessDay } from '#shared/calendar.ts'
import type { Action } from '#shared/policy-table.ts'

type Door = Pick<LoaderFunctionArgs, 'context' | 'request' | 'params'>
type Answer = Awaited<ReturnType<Dividends['payIn']>>
/** when, by which paper, and who records it */
export type Paper = Parameters<Dividends['payIn']>[2]

/** The register of an organisation that has members, for its staff. */
export async function openRegister({ context, request, params }: Door, action: Action) {
  const organisationId = params.organisationId ?? ''
  const who = requireActor({ context, request }, action, { organisationId })
  const organisation = (await context.services.registry.organisation(organisationId)) ?? notFound()
  return { ...who, organisation, today: businessDay(context.now()) }
}

/**
 * One command of a page's forms, with its paper. Back to the page when it is done; what was typed, or why not, when it
 * is not.
 */
export async function obeyed<Schema extends z.ZodType<{ command: string; on: string }>>(
  { request }: Pick<Door, 'request'>,
  schema: Schema,
  {
    page,
    by,
    obey,
  }: { page: string; by: Paper['by']; obey(asked: z.output<Schema>, paper: Paper): Promise<Answer> },
) {
  const form = await formOf(request, ['file'])
  const evidence = await evidenceOf(form)
  form.delete('file')
  const command = String(form.get('command') ?? '')
  const asked = parseForm(form, schema)
  if (asked.status !== 'success')
    return data({ command, refused: evidence ? null : 'no_paper', lastResult: asked.reply() }, 422)
  const refused = (kind: string, status: number) =>
    data({ command, refused: kind, lastResult: asked.reply() }, status)
  if (!evidence) return refused('no_paper', 422)
  const answer = await obey(asked.value, { on: asked.value.on, evidence, by })
  if (!answer.ok) return refused(answer.refusal.kind, 409)
  throw redirect(page, 303)
}
