import { Readable } from 'node:stream'
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '#app/doors/answer.server.ts'
import { noteRead } from '#app/doors/person-read.server.ts'
import { openBook } from '#app/features/accounts/open-book.server.ts'
import { equityFormat, equityYear } from '#shared/member-forms.ts'

const PAGE = 'coop.$organisationId.accounts.equity_.$format'
const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** 成员权益变动表 of a year, as a file. */
export async function loader(door: LoaderFunctionArgs) {
  const { actor, membership, organisation, book, today } = await openBook(door, PAGE)
  const format = equityFormat.safeParse(door.params.format)
  if (!format.success || organisation.kind !== 'cooperative') return notFound()
  const asked = equityYear.safeParse(new URL(door.request.url).searchParams.get('year'))
  const year = asked.success ? asked.data : today.slice(0, 'YYYY'.length)
  const who = { actor, membership }
  await noteRead(door.context, who, { organisationId: organisation.id, everybody: true, page: PAGE })
  const chunks = await door.context.services.dividends.equitySheet(organisation.id, year, format.data)
  return new Response(createReadableStreamFromReadable(Readable.from(chunks)), {
    headers: {
      'Content-Type': TYPES[format.data],
      'Content-Disposition': `attachment; filename="${book.code}-equity-${year}.${format.data}"`,
      'Cache-Control': 'private, no-store',
    },
  })
}
