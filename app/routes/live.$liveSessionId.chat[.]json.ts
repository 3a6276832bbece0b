import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '#app/doors/answer.server.ts'
import { replayChatQuery } from '#shared/replay.ts'

/** What was said in a session from a time on, for whoever watches it again. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { live } = context.services
  const asked = replayChatQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  const session = asked.success ? await live.card(params.liveSessionId ?? '') : null
  if (!asked.success || !session) return notFound()
  return json(await live.replayChat(session.liveSessionId, new Date(asked.data.from)))
}
