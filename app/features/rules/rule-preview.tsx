import { useTranslation } from 'react-i18next'
import { SplitBar, splitColours } from '#app/features/catalog/split-bar.tsx'
import { TextField } from '#app/ui/field.tsx'
import { Money } from '#app/ui/money.tsx'
import { sumFen, zeroFen } from '#shared/money.ts'
import { ruleOfText, type RuleText } from '#shared/rule-form.ts'
import { expectedFee, legsOf } from '#shared/sale-legs.ts'
import { yuanAmount } from '#shared/studio.ts'

type Props = { text: RuleText; price: string; onPrice(price: string): void }

/** Who would get what of a price, by the function that books. The fee is the expected one. */
export function RulePreview({ text, price, onPrice }: Props) {
  const { t } = useTranslation()
  const rule = ruleOfText(text)
  const goods = yuanAmount.safeParse(price)
  const legs =
    rule.ok && goods.success
      ? legsOf(rule.value, {
          ...{ goodsFen: goods.data, freightFen: zeroFen, feeFen: expectedFee(goods.data) },
          seed: 'preview',
        })
      : null
  return (
    <section aria-label={t('rules:preview.title')}>
      <h3 className="font-serif text-lg font-bold">{t('rules:preview.title')}</h3>
      <div className="mt-3">
        <TextField
          label={t('rules:preview.price')}
          name="price"
          value={price}
          onChange={(event) => onPrice(event.target.value)}
          errors={goods.success ? [] : ['amount']}
          inputMode="decimal"
          autoComplete="off"
        />
      </div>
      {legs ? (
        <>
          <SplitBar legs={legs} />
          <ul className="divide-line mt-3 divide-y">
            {legs.map(({ partyKind, amountFen }) => (
              <li key={partyKind} className="flex items-center gap-3 py-2">
                <span aria-hidden className={`size-3 shrink-0 rounded-full ${splitColours[partyKind].dot}`} />
                <span className="flex-1">{t(`coop:line.leg.${partyKind}`)}</span>
                <Money amount={amountFen} className={partyKind === 'household' ? 'font-semibold' : ''} />
              </li>
            ))}
            <li className="flex justify-between gap-3 py-2 font-semibold">
              <span>{t('coop:line.sum')}</span>
              <Money amount={sumFen(legs.map(({ amountFen }) => amountFen))} />
            </li>
          </ul>
        </>
      ) : (
        <p className="text-ink-soft mt-3">{t('rules:preview.none')}</p>
      )}
      <p className="text-ink-soft mt-2 text-sm">{t('rules:preview.note')}</p>
    </section>
  )
}
