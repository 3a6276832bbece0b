import { data, json, redirect } from '@remix-run/node'
import { refuse } from '#shared/result.ts'

type Refused = { ok: false; refusal: { kind: string } }
type Answer = { ok: true; value: unknown } | Refused

/** Set by our scripts, which want the answer itself; a plain form wants to be taken somewhere. */
const WANTS_DATA = 'data'
/** The same for scripts that ask without Remix, whose fetchers replace the page when there is no network. */
const WANTS_JSON = 'json'

/**
 * One URL, two kinds of callers: a script that sends `answer=data` or `json` gets the Result; a form without JavaScript is
 * sent back to `page`, with the refusal's kind in the address so that the page can say it.
 */
export function answerForm(form: FormData, page: string, answer: Answer) {
  if (form.get('answer') === WANTS_DATA) return answer
  if (form.get('answer') === WANTS_JSON) return json(answer)
  if (answer.ok) throw redirect(page, 303)
  const joint = page.includes('?') ? '&' : '?'
  throw redirect(`${page}${joint}${new URLSearchParams({ refused: answer.refusal.kind })}`, 303)
}

export function badRequest(): Refused {
  return refuse({ kind: 'bad_request' })
}

/** @throws always: nothing is at this address */
export function notFound(): never {
  throw data({ kind: 'not_found' }, { status: 404 })
}
