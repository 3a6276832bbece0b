import { Link } from '@remix-run/react'
import { Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'

type Props = { title: string; lead?: ReactNode; printable?: boolean }

/** What is on the page, for which days, and the way to paper. */
export function PageHead({ title, lead, printable = true }: Props) {
  const { t } = useTranslation()
  return (
    <div className="mb-4 flex flex-wrap items-end justify-between gap-3">
      <div>
        <h2 className="font-serif text-xl font-bold">{title}</h2>
        {lead && <p className="text-ink-soft text-sm">{lead}</p>}
      </div>
      {printable && (
        <Button tone="plain" onClick={() => window.print()} className="print:hidden">
          <Printer aria-hidden className="size-5" />
          {t('accounts:print')}
        </Button>
      )}
    </div>
  )
}

type FootProps = { head: { height: number; hash: string }; to: string }

/** As of which block the figures are; the link shows the same ones next year. */
export function SealedFoot({ head, to }: FootProps) {
  const { t } = useTranslation()
  if (head.height === 0) return <p className="text-ink-soft mt-5 text-sm">{t('accounts:sealed.none')}</p>
  return (
    <p className="text-ink-soft mt-5 text-sm">
      {t('accounts:sealed.asOf', { height: head.height })}{' '}
      <Link to={to} className="text-tea-700 underline underline-offset-4 print:hidden">
        {t('accounts:sealed.pin')}
      </Link>
      <span className="text-ink-soft block font-mono text-xs break-all">{head.hash}</span>
    </p>
  )
}

/** A collective's chart and forms are not checked against the ministry's text: said wherever they are shown. */
export function NotVerified({ what }: { what: 'chart' | 'form' }) {
  const { t } = useTranslation()
  return (
    <Notice tone="warning" className="mb-4">
      {t(`accounts:unverified.${what}`)}
    </Notice>
  )
}
