import { Router } from 'express'
import { z } from 'zod'
import type { Media } from '../media/index.ts'
import { readableRequests } from './readable-requests.ts'

const number = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number)
const waitQuery = z.object({ _HLS_msn: number, _HLS_part: number.optional() })
const PATHS = ['/:liveSessionId/:token/:name', '/:liveSessionId/:token/:rendition/:name']
type Asked = { liveSessionId: string; token: string; rendition?: string; name: string }
/** Pieces never change; whoever has the address may keep them. */
const CACHED = {
  'video/mp4': 'private, max-age=3600, immutable',
  'image/jpeg': 'private, max-age=10',
  'text/vtt': 'private, max-age=10',
  'application/vnd.apple.mpegurl': 'no-store',
}

/** Of a page's headers those that say something of a file: it is what it says it is, for pages of ours. */
const HEADERS = { 'X-Content-Type-Options': 'nosniff', 'Cross-Origin-Resource-Policy': 'same-origin' }

/** GET /:liveSessionId/:token/:name, and of renditions in folders …/:rendition/:name. Lists and pieces of a live picture, for players. */
export function video(media: Pick<Media, 'file'>): Router {
  const router = Router().use(readableRequests)
  router.get<Asked>(PATHS, async (request, response, next) => {
    const wait = waitQuery.safeParse(request.query)
    const waitFor = wait.success
      ? { segment: wait.data._HLS_msn, part: wait.data._HLS_part ?? null }
      : undefined
    try {
      const { liveSessionId, token, rendition, name } = request.params
      const path = rendition ? `${rendition}/${name}` : name
      const file = await media.file({ liveSessionId, token, name: path }, waitFor)
      if (!file.ok) return response.status(file.refusal.kind === 'not_signed' ? 403 : 404).end()
      const { bytes, type } = file.value
      // Not `send`, which would read all of it for an ETag: a piece never changes, and a list changes each time.
      response.writeHead(200, {
        ...HEADERS,
        ...{ 'Cache-Control': CACHED[type], 'Content-Type': type, 'Content-Length': bytes.length },
      })
      response.end(bytes)
    } catch (error) {
      next(error)
    }
  })
  return router
}
