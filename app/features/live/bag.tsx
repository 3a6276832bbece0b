import { ShoppingBag, X } from 'lucide-react'
import { useEffect, useId, useRef, useState, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { BagLine } from './bag-lines.ts'
import { GOODS_ID, GoodsList } from './session-goods.tsx'
import { videoButton } from './sound-button.tsx'

/** 购物袋: all that the session sells, under the thumb. Without scripts it leads to the list on the page. */
export function Bag({ lines }: { lines: readonly BagLine[] }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const open = (event: MouseEvent) => {
    event.preventDefault()
    setOpen(true)
  }
  return (
    <>
      <a
        href={`#${GOODS_ID}`}
        onClick={open}
        aria-label={t('live:bag.open', { count: lines.length })}
        className={`${videoButton} shrink-0 gap-1.5 px-3 text-sm`}
      >
        <ShoppingBag aria-hidden className="text-honey-200 size-5" />
        <span className="tabular-nums">{lines.length}</span>
      </a>
      {isOpen && <Sheet lines={lines} onClose={() => setOpen(false)} />}
    </>
  )
}

function Sheet({ lines, onClose }: { lines: readonly BagLine[]; onClose(): void }) {
  const { t } = useTranslation()
  const titleId = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const close = () => dialog.current?.close()
  return (
    <dialog
      ref={dialog}
      onClose={onClose}
      aria-labelledby={titleId}
      closedby="any"
      className="bg-paper text-ink rounded-t-card mx-auto mt-auto max-h-[85svh] w-full max-w-lg overflow-y-auto overscroll-contain"
    >
      <div className="bg-paper sticky top-0 z-10 flex items-center justify-between gap-3 py-2 pr-2 pl-4">
        <h2 id={titleId} className="font-serif text-lg font-bold">
          {t('live:bag.title')}
          <span className="text-ink-faint ml-2 font-sans text-sm font-normal">
            {t('live:queue.count', { count: lines.length })}
          </span>
        </h2>
        <button
          type="button"
          onClick={close}
          aria-label={t('live:bag.close')}
          className="rounded-control hover:bg-paper-deep grid size-11 place-items-center"
        >
          <X aria-hidden className="size-5" />
        </button>
      </div>
      <div className="px-4 pt-1 pb-6">
        <GoodsList lines={lines} onPick={close} />
      </div>
    </dialog>
  )
}
