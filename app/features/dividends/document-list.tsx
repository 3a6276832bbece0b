import { useTranslation } from 'react-i18next'
import type { RunView } from '#server/dividends/index.ts'

/** What lies open for reading at the office, with what it is known again by. */
export function DocumentList({ documents }: { documents: RunView['documents'] }) {
  const { t } = useTranslation()
  if (documents.length === 0) return <p className="text-ink-soft">{t('dividends:documents.none')}</p>
  return (
    <ul className="grid gap-3">
      {documents.map(({ kind, name, sha256 }) => (
        <li key={sha256 + kind}>
          <p className="font-medium">{t(`dividends:documents.${kind}`)}</p>
          <p className="text-ink-soft text-sm break-all">{name}</p>
          <p className="text-ink-soft text-xs break-all">SHA-256 {sha256}</p>
        </li>
      ))}
    </ul>
  )
}
