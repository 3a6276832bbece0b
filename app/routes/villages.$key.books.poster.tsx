import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ArrowLeft, FileDown, ImageDown, Printer } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { openPoster } from '#app/features/village-books/poster.server.ts'
import { Button } from '#app/ui/button.tsx'
import { ErrorPage } from '#app/ui/error-page.tsx'
import { titled } from '#app/ui/titled.ts'
import { A4 } from '#shared/sheet.ts'

export async function loader(door: LoaderFunctionArgs) {
  const { sheet, back, files } = await openPoster(door)
  return {
    title: sheet.title,
    words: sheet.marks.flatMap((mark) => (mark.mark === 'text' ? [mark.text] : [])),
    back,
    files,
  }
}

export const meta = titled

const file =
  'rounded-control inline-flex min-h-12 flex-1 items-center justify-center gap-2 px-5 text-center font-medium whitespace-nowrap'

/** The sheet as it is printed, one tap from a file. */
export default function PosterPage() {
  const { t } = useTranslation()
  const { title, words, back, files } = useLoaderData<typeof loader>()
  return (
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto max-w-[52rem] px-4 py-4 sm:py-8 print:max-w-none print:p-0"
    >
      <div className="mb-4 print:hidden">
        <Link
          to={back}
          className="text-tea-700 inline-flex min-h-12 items-center gap-2 underline-offset-4 hover:underline"
        >
          <ArrowLeft aria-hidden className="size-5" />
          {t('books:title')}
        </Link>
        <h1 className="mb-4 font-serif text-2xl font-bold">{t('books:poster.title', { title })}</h1>
        <div className="flex flex-wrap gap-3">
          <a href={files.pdf} download className={`${file} bg-tea-600 hover:bg-tea-700 text-white`}>
            <FileDown aria-hidden className="size-5" />
            {t('books:poster.pdf')}
          </a>
          <a
            href={files.png}
            download
            className={`${file} bg-surface border-line-strong/60 hover:bg-paper-deep border`}
          >
            <ImageDown aria-hidden className="size-5" />
            {t('books:poster.png')}
          </a>
          <Button tone="plain" className="flex-1 whitespace-nowrap" onClick={() => window.print()}>
            <Printer aria-hidden className="size-5" />
            {t('books:poster.print')}
          </Button>
        </div>
      </div>
      <img
        src={files.png}
        alt={words.join('\n')}
        width={Math.round(A4.width)}
        height={Math.round(A4.height)}
        className="poster-sheet shadow-card h-auto w-full bg-white print:shadow-none"
      />
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
