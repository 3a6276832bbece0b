import { Check, Share2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCopy } from '#app/ui/use-copy.ts'

type Props = {
  title: string
  /** of the chapter, from the page that it is on */
  address: string
}

/** Hands the address of a chapter on: to another app where the device can, else to the clipboard. */
export function ShareChapter({ title, address }: Props) {
  const { t } = useTranslation()
  const { copied, copy } = useCopy()
  function share() {
    const { href } = new URL(address, window.location.href)
    // Whoever closes the device's own list has chosen not to.
    if (typeof navigator.share === 'function')
      return void navigator.share({ title, url: href }).catch(() => undefined)
    void copy(href)
  }
  const Icon = copied === 'yes' ? Check : Share2
  return (
    <span className="flex items-center">
      <span role="status" className="text-ink-soft text-xs">
        {copied !== 'no' && t(copied === 'yes' ? 'common:copy.copied' : 'common:copy.failed')}
      </span>
      <button
        type="button"
        aria-label={t('live:replay.share', { title })}
        onClick={share}
        className="text-tea-700 grid size-11 shrink-0 place-items-center"
      >
        <Icon aria-hidden className="size-5" />
      </button>
    </span>
  )
}
