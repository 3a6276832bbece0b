import { useTranslation } from 'react-i18next'
import { useBilingual } from '#app/i18n/use-locale.ts'
import type { Bilingual } from '#shared/locale.ts'

export type Seller = { name: Bilingual; creditCode: string | null }

/** Who is answerable for what is sold: its licence, or why it needs none (电子商务法 art. 15). */
export function SellerNote({ seller }: { seller: Seller }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const { name, creditCode } = seller
  return (
    <p className="text-ink-soft text-sm">
      {creditCode
        ? t('admission:label.licensed', { name: say(name), code: creditCode })
        : t('admission:label.selfProduced', { name: say(name) })}
    </p>
  )
}
