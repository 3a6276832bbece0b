import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ArrowLeft, Printer } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { notFound } from '#app/doors/answer.server.ts'
import { NoticeSheet } from '#app/features/proofs/notice-sheet.tsx'
import { OnPaper } from '#app/features/proofs/on-paper.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { Button } from '#app/ui/button.tsx'
import { ErrorPage } from '#app/ui/error-page.tsx'
import { qrPath } from '#app/ui/qr-code.server.ts'
import { titled } from '#app/ui/titled.ts'
import { noticeAddress } from '#shared/ledger-notice.ts'

const dayParam = z.iso.date()

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const day = dayParam.safeParse(params.day)
  const head = day.success ? await context.services.proofs.head(day.data) : null
  if (!head) return notFound()
  const { t } = await translator(request)
  return {
    title: t('proofs:notice.title'),
    head,
    code: qrPath(noticeAddress(context.publicOrigin, head)),
    address: `${context.publicOrigin}/ledger/${head.when}`,
  }
}

export const meta: MetaFunction<typeof loader> = titled

/** A page that is a sheet of paper. */
export default function NoticePage() {
  const { t } = useTranslation()
  const { head, code, address } = useLoaderData<typeof loader>()
  return (
    <main id="main" tabIndex={-1} className="px-4 py-4 sm:py-8 print:p-0">
      <div className="mx-auto mb-4 flex max-w-[52rem] items-center justify-between gap-3 print:hidden">
        <Link
          to="/ledger"
          className="text-tea-700 inline-flex min-h-12 items-center gap-2 underline-offset-4 hover:underline"
        >
          <ArrowLeft aria-hidden className="size-5" />
          {t('proofs:notice.back')}
        </Link>
        <Button onClick={() => window.print()}>
          <Printer aria-hidden className="size-5" />
          {t('proofs:notice.print')}
        </Button>
      </div>
      <OnPaper head={head} />
      <NoticeSheet head={head} code={code} address={address} />
    </main>
  )
}

export function ErrorBoundary() {
  return (
    <main id="main" tabIndex={-1}>
      <ErrorPage />
    </main>
  )
}
