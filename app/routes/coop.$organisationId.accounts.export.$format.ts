import { Readable } from 'node:stream'
import { createReadableStreamFromReadable, redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '#app/doors/answer.server.ts'
import { noteRead } from '#app/doors/person-read.server.ts'
import { openBook, rangeOf } from '#app/features/accounts/open-book.server.ts'
import { exportFormat } from '#shared/accounts.ts'

const PAGE = 'coop.$organisationId.accounts.export.$format'

/** A book as a file, written while it is read. */
export async function loader(door: LoaderFunctionArgs) {
  const { actor, membership, organisation, book, today } = await openBook(door, PAGE)
  const format = exportFormat.safeParse(door.params.format)
  if (!format.success) return notFound()
  const { range } = await rangeOf(door, { book: book.code, today })
  const exported = await door.context.services.accounting.exportBook({
    ...range,
    format: format.data,
    callerId: actor.userId,
  })
  if (!exported.ok) {
    const { from, to } = range
    const query = new URLSearchParams({ from, to, refused: exported.refusal.kind })
    throw redirect(`/coop/${organisation.id}/accounts/exports?${query}`, 303)
  }
  const who = { actor, membership }
  await noteRead(door.context, who, { organisationId: organisation.id, everybody: true, page: PAGE })
  const { fileName, contentType, chunks } = exported.value
  return new Response(createReadableStreamFromReadable(Readable.from(chunks)), {
    headers: {
      'Content-Type': contentType,
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'private, no-store',
    },
  })
}
