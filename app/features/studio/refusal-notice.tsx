import { useTranslation } from 'react-i18next'
import { useBilingual, useLocale } from '#app/i18n/use-locale.ts'
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
  const say = useBilingual()
  if (!refusal) return null
  const { kind, available, left, minimumFen, byName, pin, missing } = refusal
  const card = pin?.card ?? null
  const shown = card ? say({ zh: card.titleZh, en: card.titleEn }) : t('studio:show.nothing')
  const minimum = minimumFen === undefined ? '' : formatMoney(minimumFen, locale)
  return (
    <Notice
      tone="danger"
      announce="alert"
      title={name ? t('studio:refused.titleOf', { name }) : t('studio:refused.title')}
    >
      {missing && (
        <ul className="list-inside list-disc">
          {missing.map((one) => (
            <li key={one}>{t(`admission:missing.${one}`)}</li>
          ))}
        </ul>
      )}
      {kind === 'pin_moved' && !byName
        ? t('studio:show.moved')
        : t(`studio:refused.${kind}`, {
            ...{ available, left, minimum, by: byName, shown },
            defaultValue: t('studio:refused.try_again'),
          })}
    </Notice>
  )
}
