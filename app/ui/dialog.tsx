import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

type DialogProps = {
  open: boolean
  onClose: () => void
  title: string
  children: ReactNode
  /** `sheet` rises from the lower edge on phones */
  shape?: 'dialog' | 'sheet'
}

/**
 * The browser's own modal dialog: focus stays inside and returns, Escape closes, the rest is inert.
 * (Libraries inject style elements for this, which our Content-Security-Policy refuses.)
 */
export function Dialog({ open, onClose, title, children, shape = 'dialog' }: DialogProps) {
  const { t } = useTranslation()
  const titleId = useId()
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = element.current
    if (!dialog) return
    if (open && !dialog.open) dialog.showModal()
    if (!open && dialog.open) dialog.close()
  }, [open])
  return (
    <dialog
      ref={element}
      aria-labelledby={titleId}
      onClose={onClose}
      className={clsx(
        'bg-surface text-ink shadow-raised max-h-[85dvh] w-full overflow-y-auto p-0',
        shape === 'sheet'
          ? 'rounded-t-card sm:rounded-card mx-auto mt-auto mb-0 max-w-xl sm:my-auto'
          : 'rounded-card m-auto max-w-lg',
      )}
    >
      <div className="bg-surface border-line sticky top-0 flex items-center justify-between gap-3 border-b px-5 py-3">
        <h2 id={titleId} className="font-serif text-lg font-bold">
          {title}
        </h2>
        <button
          type="button"
          onClick={onClose}
          aria-label={t('common:close')}
          className="hover:bg-paper-deep -mr-2 grid size-12 place-items-center rounded-full"
        >
          <X aria-hidden className="size-5" />
        </button>
      </div>
      <div className="p-5">{children}</div>
    </dialog>
  )
}
