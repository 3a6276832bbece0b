import { useTranslation } from 'react-i18next'
import { Notice } from '#app/ui/notice.tsx'
import type { Line } from './use-room.ts'

/** Says what a dead line means for the buyer, and that buying goes on. */
export function ConnectionBanner({ line }: { line: Line }) {
  const { t } = useTranslation()
  return (
    <div role="status" className="empty:hidden">
      {line === 'offline' && (
        <Notice tone="warning" title={t('live:line.offline')}>
          <p>{t('live:line.offlineText')}</p>
        </Notice>
      )}
    </div>
  )
}
