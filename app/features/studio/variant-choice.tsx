import { useTranslation } from 'react-i18next'
import type { VariantSnapshot } from '#server/catalog/index.ts'
import { useBilingual, useLocale } from '#app/i18n/use-locale.ts'
import { formatMoney } from '#app/ui/money.tsx'

type Props = { variants: readonly VariantSnapshot[]; chosen: string | undefined; wrong: boolean }

/** The village's goods, with what can still be put into a sale. */
export function VariantChoice({ variants, chosen, wrong }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  const locale = useLocale()
  return (
    <fieldset aria-describedby={wrong ? 'variant-error' : undefined}>
      <legend className="mb-1.5 text-sm font-medium">{t('studio:form.variant')}</legend>
      {wrong && (
        <p id="variant-error" className="text-vermilion-700 mb-2 text-sm font-medium">
          {t('studio:form.error.variantId')}
        </p>
      )}
      <div className="grid gap-2 sm:grid-cols-2">
        {variants.map(({ variantId, title, variantName, picture, priceFen, unallotted, blockedBy, lots }) => (
          <label
            key={variantId}
            className="border-line has-checked:border-tea-600 has-checked:bg-tea-50 has-focus-visible:outline-honey-500 bg-surface rounded-control flex min-h-16 cursor-pointer items-center gap-3 border p-2 has-focus-visible:outline-3 has-disabled:opacity-55"
          >
            <input
              type="radio"
              name="variantId"
              value={variantId}
              defaultChecked={variantId === chosen}
              disabled={unallotted === 0}
              required
              className="accent-tea-600 ml-1 size-5 shrink-0"
            />
            <img
              src={`/pictures/${picture}/160.webp`}
              alt=""
              width="56"
              height="56"
              loading="lazy"
              className="size-14 shrink-0 rounded-lg object-cover"
            />
            <span className="min-w-0 text-sm leading-snug font-medium">
              {say(title)} · {say(variantName)}
              <span className="text-ink-soft flex flex-wrap gap-x-3 font-normal">
                <span>{t('studio:form.shelfPrice', { amount: formatMoney(priceFen, locale) })}</span>
                <span>
                  {blockedBy
                    ? t(`studio:form.blockedBy.${blockedBy}`)
                    : unallotted === 0
                      ? t('studio:form.noStock')
                      : t('studio:form.stock', { count: unallotted })}
                </span>
              </span>
              <span className="text-ink-faint block text-xs font-normal">
                {t('studio:form.lot', { code: lots.map(({ code }) => code).join(' · ') })}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
