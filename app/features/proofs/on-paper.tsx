import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { PublishedHead } from '#server/ledger/index.ts'
import { Notice } from '#app/ui/notice.tsx'
import { isOnPaper } from '#shared/ledger-notice.ts'

/** Servers do not see it. */
const fragment = () => window.location.hash
function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed)
  return () => window.removeEventListener('hashchange', changed)
}

/** For who has scanned a notice: is what the paper says what this page says? */
export function OnPaper({ head }: { head: PublishedHead }) {
  const { t } = useTranslation()
  const scanned = useSyncExternalStore(subscribe, fragment, () => '')
  const same = isOnPaper(head, scanned)
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
