import { data, type LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '#app/doors/answer.server.ts'
import { openPoster } from '#app/features/village-books/poster.server.ts'
import { posterFile } from '#shared/village-books.ts'

/** `poster.pdf` for the notice board, `poster.png` for a chat group. */
export async function loader(door: LoaderFunctionArgs) {
  const file = posterFile.safeParse(door.params.file)
  if (!file.success) return notFound()
  const { page, sheet } = await openPoster(door)
  const { context } = door
  const drawn = await context.services.paper.draw(sheet, {
    format: file.data === 'poster.pdf' ? 'pdf' : 'png',
    callerId: context.address,
  })
  if (!drawn.ok)
    throw data(drawn.refusal, {
      status: 429,
      headers: { 'Retry-After': String(drawn.refusal.retryAfterSec) },
    })
  const { contentType, bytes } = drawn.value
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': contentType,
      'Content-Disposition': `inline; filename="${page.village.key}-${page.on}-${file.data}"`,
      'Cache-Control': 'private, max-age=300',
    },
  })
}
