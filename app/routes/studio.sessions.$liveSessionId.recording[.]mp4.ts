import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createReadableStreamFromReadable, redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '#app/doors/answer.server.ts'
import { attachment } from '#app/features/live-report/attachment.ts'
import { openVillageReports } from '#app/features/live-report/open-report.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { inLocale } from '#shared/locale.ts'
import { filmQuery } from '#shared/replay.ts'

/** A recording, or what was said of one product in it, as a file; whoever may read the session's report may have it. */
export async function loader(door: LoaderFunctionArgs) {
  const { context, request, params } = door
  const session = await context.services.live.card(params.liveSessionId ?? '')
  await openVillageReports(door, 'studio.sessions.$liveSessionId.recording[.]mp4', session?.villageId ?? null)
  const asked = filmQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!session || !asked.success) return notFound()
  const film = await context.services.live.film(session.liveSessionId, asked.data)
  if (!film.ok) {
    const refused = new URLSearchParams({ refused: film.refusal.kind })
    return redirect(`/studio/sessions/${session.liveSessionId}/report?${refused}#films`, 303)
  }
  const { path, title } = film.value
  const { t, locale } = await translator(request)
  const name = title
    ? t('report:films.clipName', { title: inLocale(title, locale) })
    : inLocale(session.title, locale)
  const reel = asked.data.reel === undefined ? '' : `-${asked.data.reel}`
  const { size } = await stat(path)
  return new Response(createReadableStreamFromReadable(createReadStream(path)), {
    headers: {
      'Content-Type': 'video/mp4',
      'Content-Length': String(size),
      'Content-Disposition': attachment(`${name}${reel}.mp4`, `${session.liveSessionId}${reel}.mp4`),
      'Cache-Control': 'private, no-store',
    },
  })
}
