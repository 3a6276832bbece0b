import { useTranslation } from 'react-i18next'
import { useLocale } from '#app/i18n/use-locale.ts'
import { formatMoney } from '#app/ui/money.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { HostRefusal } from './use-host-commands.ts'

type Props = {
  refusal: HostRefusal | null
  /** of the command, in words: it may have waited, and its button be forgotten */
  name?: string | null
}

/** Why a tap did nothing, and what to do. */
export function RefusalNotice({ refusal, name = null }: Props) {
  const { t } = useTranslation()
  const locale = useLocale()
  if (!refusal) return null
  const { kind, available, left, minimumFen } = refusal
  const minimum = minimumFen === undefined ? '' : formatMoney(minimumFen, locale)
  return (
    <Notice
      tone="danger"
      announce="alert"
      title={name ? t('studio:refused.titleOf', { name }) : t('studio:refused.title')}
    >
      {t(`studio:refused.${kind}`, { available, left, minimum, defaultValue: t('studio:refused.try_again') })}
    </Notice>
  )
}
