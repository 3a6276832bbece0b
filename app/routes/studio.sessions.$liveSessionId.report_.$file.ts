import { Readable } from 'node:stream'
import { createReadableStreamFromReadable, data, type LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '#app/doors/answer.server.ts'
import { openReport } from '#app/features/live-report/open-report.server.ts'
import { reportPoster } from '#app/features/live-report/poster-sheet.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { qrPath } from '#app/ui/qr-code.server.ts'
import { businessDay } from '#shared/calendar.ts'
import { reportFile } from '#shared/live-report.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The report as a workbook, or as a picture to share. */
export async function loader(door: LoaderFunctionArgs) {
  const { village, report } = await openReport(door, 'studio.sessions.$liveSessionId.report_.$file')
  const file = reportFile.safeParse(door.params.file)
  if (!file.success) return notFound()
  const { context, request } = door
  const headers = (contentType: string) => ({
    'Content-Type': contentType,
    'Content-Disposition': `attachment; filename="${village.key}-${businessDay(new Date(report.startedAt))}-${file.data}"`,
    'Cache-Control': 'private, no-store',
  })
  if (file.data === 'report.xlsx') {
    const chunks = context.services.liveReports.workbook(report)
    return new Response(createReadableStreamFromReadable(Readable.from(chunks)), { headers: headers(XLSX) })
  }

  const address = `${context.publicOrigin}/villages/${village.key}`
  const words = { ...(await translator(request)), address, code: qrPath(address) }
  const sheet = reportPoster({ ...words, report, village: village.name, demo: context.demo })
  const format = file.data === 'poster.pdf' ? 'pdf' : 'png'
  const drawn = await context.services.paper.draw(sheet, { format, callerId: context.address })
  if (!drawn.ok)
    throw data(drawn.refusal, {
      status: 429,
      headers: { 'Retry-After': String(drawn.refusal.retryAfterSec) },
    })
  return new Response(new Uint8Array(drawn.value.bytes), { headers: headers(drawn.value.contentType) })
}
