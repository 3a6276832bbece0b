import { useTranslation } from 'react-i18next'
import { useLocale } from '#app/i18n/use-locale.ts'
import { formatMoment } from '#app/ui/moment.tsx'
import type { RefundPolicy } from '#shared/refund.ts'
import { LEG_ORDER } from '#shared/sale-legs.ts'
import type { Beneficiary } from '#shared/split.ts'

/** What a version of the refund policy says of one reason, in a sentence made of its tiers. */
export function PolicyText({ policy: { version, validFrom, tiers } }: { policy: RefundPolicy }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  const who = (kinds: readonly Beneficiary[]) => list.format(kinds.map((kind) => t(`coop:line.leg.${kind}`)))
  const [first = [], ...later] = tiers
  const spared = LEG_ORDER.filter((kind) => !tiers.flat().includes(kind))
  return (
    <p className="text-ink-soft mt-1 text-sm">
      {later.length === 0 && spared.length === 0
        ? t('coop:refund.policy.together', { who: who(first) })
        : t('coop:refund.policy.first', { who: who(first) })}
      {later.map((tier, at) => (
        <span key={at}>{t('coop:refund.policy.then', { who: who(tier) })}</span>
      ))}
      {spared.length > 0 && t('coop:refund.policy.spared', { who: who(spared) })}
      {(later.length > 0 || spared.length > 0) && t('coop:refund.policy.end')}
      <span className="block">
        {t('coop:refund.policy.version', { version, day: formatMoment(validFrom, locale, 'date') })}
      </span>
    </p>
  )
}
