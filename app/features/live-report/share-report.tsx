import { FileDown, FileSpreadsheet, ImageDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLocale } from '#app/i18n/use-locale.ts'

const file =
  'rounded-control inline-flex min-h-12 flex-1 items-center justify-center gap-2 px-5 text-center font-medium whitespace-nowrap'
const plain = `${file} bg-surface border-line-strong/60 hover:bg-paper-deep border`

/** The report as files: a picture for the chat group, a sheet for the wall, a workbook for the accountant. */
export function ShareReport({ liveSessionId }: { liveSessionId: string }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const at = (name: string) => `/studio/sessions/${liveSessionId}/report/${name}?lng=${locale}`
  return (
    <>
      <div className="flex flex-wrap gap-3">
        <a href={at('poster.png')} download className={`${file} bg-tea-600 hover:bg-tea-700 text-white`}>
          <ImageDown aria-hidden className="size-5" />
          {t('report:share.png')}
        </a>
        <a href={at('poster.pdf')} download className={plain}>
          <FileDown aria-hidden className="size-5" />
          {t('report:share.pdf')}
        </a>
        <a href={at('report.xlsx')} download className={plain}>
          <FileSpreadsheet aria-hidden className="size-5" />
          {t('report:share.xlsx')}
        </a>
      </div>
      {/* Drawn when somebody opens it, and not with each report. */}
      <details className="mt-2">
        <summary className="text-tea-700 inline-flex min-h-12 items-center underline-offset-4 hover:underline">
          {t('report:share.look')}
        </summary>
        <img
          src={at('poster.png')}
          loading="lazy"
          alt={t('report:share.look')}
          width={375}
          height={532}
          className="shadow-card h-auto w-full max-w-sm"
        />
      </details>
    </>
  )
}
