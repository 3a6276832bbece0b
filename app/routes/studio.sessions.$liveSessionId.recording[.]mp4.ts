import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'

/** The recording as one file, for the village that it is of. */
export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const session = await context.services.live.card(params.liveSessionId ?? '')
  requireActor({ context, request }, 'studio.sessions.$liveSessionId.recording[.]mp4', {
    villageId: session?.villageId ?? null,
  })
  const film = session ? await context.services.media.film(session.liveSessionId) : notFound()
  if (!film.ok) return notFound()
  const { size } = await stat(film.value)
  return new Response(createReadableStreamFromReadable(createReadStream(film.value)), {
    headers: {
      'Content-Type': 'video/mp4',
      'Content-Length': String(size),
      'Content-Disposition': `attachment; filename="${session!.liveSessionId}.mp4"`,
      'Cache-Control': 'private, no-store',
    },
  })
}
