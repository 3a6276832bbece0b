import { Copy } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { useCopy } from '#app/ui/use-copy.ts'

/** Without scripts the text can be marked and copied. */
export function Copyable({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation()
  const { copied, copy } = useCopy()
  const id = useId()
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
          onClick={() => void copy(text)}
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
