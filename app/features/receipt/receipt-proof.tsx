import { Copy, Printer, Share2 } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { TextAreaField } from '#app/ui/field.tsx'
import { useCopy } from '#app/ui/use-copy.ts'

type ReceiptProofProps = { text: string; signature: string; publicKey: string }

/** What proves a receipt, and the ways to take it along: copied, shared or printed. */
export function ReceiptProof({ text, signature, publicKey }: ReceiptProofProps) {
  const { t } = useTranslation()
  return (
    <div className="grid gap-4">
      <ReceiptActions text={text} />
      <div className="print:hidden">
        <TextAreaField
          label={t('receipt:text')}
          hint={t('receipt:textHint')}
          readOnly
          rows={8}
          value={text}
          className="font-mono text-sm break-all"
        />
      </div>
      <dl className="grid gap-3 text-sm">
        <div>
          <dt className="text-ink-soft">{t('receipt:signature')}</dt>
          <dd className="font-mono break-all">{signature}</dd>
        </div>
        <div>
          <dt className="text-ink-soft">{t('receipt:publicKey')}</dt>
          <dd className="font-mono break-all whitespace-pre-line">{publicKey.trim()}</dd>
        </div>
      </dl>
    </div>
  )
}

const never = () => () => undefined
const browserShares = () => 'share' in navigator

/** Needs scripts; without them the text below can be marked and copied, and the browser prints by itself. */
function ReceiptActions({ text }: { text: string }) {
  const { t } = useTranslation()
  const mayShare = useSyncExternalStore(never, browserShares, () => false)
  const { copied, copy } = useCopy()
  return (
    <div className="print:hidden">
      <div className="flex flex-wrap gap-3">
        <Button tone="plain" onClick={() => void copy(text)}>
          <Copy aria-hidden className="size-5" />
          {t('receipt:copy')}
        </Button>
        {mayShare && (
          // Whoever closes the sheet of the system has changed their mind; that is no error.
          <Button tone="plain" onClick={() => void navigator.share({ text }).catch(() => undefined)}>
            <Share2 aria-hidden className="size-5" />
            {t('receipt:share')}
          </Button>
        )}
        <Button tone="plain" onClick={() => window.print()}>
          <Printer aria-hidden className="size-5" />
          {t('receipt:print')}
        </Button>
      </div>
      <p role="status" className="text-ink-soft mt-2 min-h-6 text-sm">
        {copied !== 'no' && t(copied === 'yes' ? 'receipt:copied' : 'receipt:notCopied')}
      </p>
    </div>
  )
}
