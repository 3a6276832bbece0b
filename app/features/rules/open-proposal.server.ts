import type { AppLoadContext } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import type { RuleOwner } from '#server/split-rules/index.ts'
import { notFound } from '#app/doors/answer.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { addDays, businessDay } from '#shared/calendar.ts'
import { rehearsalSize } from '#shared/rule-form.ts'
import { obey } from './obey.server.ts'

type Of = RuleOwner & { proposalId: string }
type Door = { context: AppLoadContext; request: Request }

/** What the page of a proposal shows. `?last=100` rehearses the kept draft over so many orders. */
export async function openProposal({ context, request }: Door, of: Of, by: { userId: string }) {
  const { splitRules } = context.services
  const query = new URL(request.url).searchParams
  const asked = rehearsalSize.safeParse(query.get('last'))
  const [found, rehearsed] = await Promise.all([
    splitRules.proposal(of),
    asked.success ? splitRules.rehearse({ ...of, last: asked.data }) : null,
  ])
  const proposal = found ?? notFound()
  return {
    proposal,
    isAuthor: proposal.author.userId === by.userId,
    saved: query.has('saved'),
    last: asked.success ? asked.data : 100,
    report: rehearsed?.ok ? rehearsed.value : null,
    refused: rehearsed && !rehearsed.ok ? rehearsed.refusal.kind : null,
    firstDay: addDays(businessDay(context.now()), 1),
  }
}

/**
 * A step of the proposal, or of its text where there is no script.
 * @param list where to look next, and below it
 */
export async function stepOfProposal(
  { context, request }: Door,
  of: Of & { by: { userId: string; name: string } },
  list: { page: string; home: string },
) {
  const answer = await obey(context.services.splitRules, await formOf(request), of)
  if ('goTo' in answer) throw redirect(answer.goTo === '' ? list.home : `${list.page}${answer.goTo}`, 303)
  return data(answer, answer.status)
}
