import { Copy } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'

/** Without scripts the text can be marked and copied. */
export function Copyable({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no')
  const id = useId()
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied('yes'),
      () => setCopied('failed'),
    )
  return (
    <div>
      <p id={id} className="text-sm font-medium">
        {label}
      </p>
      <div className="mt-1 flex items-center gap-2">
        <code
          aria-labelledby={id}
          className="bg-paper rounded-control min-w-0 flex-1 px-3 py-2 text-sm break-all"
        >
          {text}
        </code>
        <Button
          tone="plain"
          size="small"
          aria-label={t('common:copy.copy', { what: label })}
          onClick={() => void copy()}
        >
          <Copy aria-hidden className="size-4" />
        </Button>
      </div>
      <p role="status" className="text-ink-soft text-sm">
        {copied !== 'no' && t(copied === 'yes' ? 'common:copy.copied' : 'common:copy.failed')}
      </p>
    </div>
  )
}
