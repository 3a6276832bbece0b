import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Card } from '#app/ui/card.tsx'
import { CHECK_PAGE } from './how-to-check.tsx'

type Props = { href: string; sealedAs: { seq: number; height: number } | null }

/** The way from one entry to a file that proves it. */
export function ProofCard({ href, sealedAs }: Props) {
  const { t } = useTranslation()
  return (
    <Card className="print:hidden">
      <h3 className="font-serif text-lg font-bold">{t('proofs:line.title')}</h3>
      <p className="text-ink-soft mt-1">{t('proofs:line.lead')}</p>
      {sealedAs ? (
        <>
          <div className="mt-4 flex flex-wrap items-center gap-x-5 gap-y-2">
            <a
              href={href}
              download
              className="rounded-control bg-tea-600 hover:bg-tea-700 inline-flex min-h-12 items-center gap-2 px-5 font-medium text-white"
            >
              <Download aria-hidden className="size-5" />
              {t('proofs:line.download')}
            </a>
            <a
              href={CHECK_PAGE}
              className="text-tea-700 inline-flex min-h-12 items-center underline underline-offset-4"
            >
              {t('proofs:line.check')}
            </a>
          </div>
          <p className="text-ink-soft mt-2 text-sm">{t('proofs:line.sealed', sealedAs)}</p>
        </>
      ) : (
        <p className="mt-3">{t('proofs:line.sealing')}</p>
      )}
    </Card>
  )
}
