import { useSearchParams } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '#app/ui/notice.tsx'

/** Why the last form did nothing. */
export function Refused({ kind }: { kind: string }) {
  const { t } = useTranslation()
  return (
    <RefusedNotice>
      {t(`errors:refusal.${kind}`, { defaultValue: t('errors:refusal.bad_request') })}
    </RefusedNotice>
  )
}

/** The same in the words of a feature. */
export function RefusedNotice({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <Notice tone="danger" announce="alert" {...(title && { title })} className="mb-5">
      <p className="text-base">{children}</p>
    </Notice>
  )
}

/** @returns the kind of refusal that a form has brought back in the address; null: none, or no name of one */
export function useRefusalInAddress(): string | null {
  const [search] = useSearchParams()
  const kind = search.get('refused')
  return kind && /^[a-z_]+$/.test(kind) ? kind : null
}
