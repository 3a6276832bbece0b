import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PublishedHead } from '#server/ledger/index.ts'
import { Notice } from '#app/ui/notice.tsx'
import { isOnPaper } from '#shared/ledger-notice.ts'

/** For who has scanned a notice: is what the paper says what this page says? */
export function OnPaper({ head }: { head: PublishedHead }) {
  const { t } = useTranslation()
  const [same, setSame] = useState<boolean | null>(null)
  useEffect(() => setSame(isOnPaper(head, window.location.hash)), [head])
  if (same === null) return null
  return (
    <div className="mx-auto mb-4 max-w-[52rem] print:hidden">
      <Notice
        tone={same ? 'success' : 'danger'}
        announce="status"
        title={t(same ? 'proofs:notice.same' : 'proofs:notice.different')}
      />
    </div>
  )
}
